using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Runs;

public sealed class ExampleFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Lines_are_examples_and_empty_lines_are_none()
    {
        File.WriteAllText(
            _path,
            """
            {"statement":"s","steps":["a"],"labels":[null],"correct":null}

            {"statement":"t","steps":["b","c"],"labels":null,"correct":true,"finished":false}
            """
        );
        var examples = ExampleFile.Read(_path).ToList();
        Assert.Equal(["s", "t"], examples.Select(e => e.Statement));
        Assert.Equal([true, false], examples.Select(e => e.Finished));
        Assert.Equal([null], examples[0].Labels!);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"statement":"s"}""")]
    [InlineData("""{"statement":null,"steps":[]}""")]
    [InlineData("""{"statement":"s","steps":["a",null]}""")]
    [InlineData("""{"statement":"s","steps":[1]}""")]
    [InlineData("""{"statement":"s","steps":["a"],"labels":["good"]}""")]
    public void A_line_that_is_no_example_is_named(string line)
    {
        File.WriteAllText(_path, """{"statement":"s","steps":["a"]}""" + "\n" + line + "\n");
        var error = Assert.Throws<InvalidDataException>(() => ExampleFile.Read(_path).ToList());
        Assert.Contains($"{_path}: line 2 ", error.Message);
    }
}
