using Platform.Cli.Running;

namespace Platform.UnitTests.Cli.Running;

public sealed class TestCountsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Assemblies_are_summed_and_an_error_outside_a_test_is_a_failure()
    {
        File.WriteAllText(
            _file,
            """
            <assemblies>
              <assembly name="a" total="10" passed="7" failed="1" skipped="2" errors="0" />
              <assembly name="b" total="3" passed="3" failed="0" skipped="0" errors="2"><collection passed="100" /></assembly>
            </assemblies>
            """
        );

        Assert.Equal(new TestCounts(10, 3, 2), TestCounts.Read(_file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<assemblies><assembly passed=\"7\"")]
    public void The_file_of_a_runner_that_crashed_has_no_counts(string text)
    {
        File.WriteAllText(_file, text);

        Assert.Null(TestCounts.Read(_file));
    }
}
