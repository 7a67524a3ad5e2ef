using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

namespace Platform.UnitTests.AppHost;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("run-folder-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_second_holder_is_refused_with_the_first_ones_process_id()
    {
        using var first = new RunFolder(_path).Hold();
        var error = Assert.Throws<DistributedApplicationException>(() => new RunFolder(_path).Hold());
        Assert.Contains($"(process {Environment.ProcessId})", error.Message);
    }

    [Fact]
    public void A_folder_that_was_let_go_can_be_held_again()
    {
        new RunFolder(_path).Hold().Dispose();
        new RunFolder(_path).Hold().Dispose();
    }

    [Fact]
    public void A_generated_password_outlives_the_process_and_is_for_the_owner_only()
    {
        string first = new RunFolder(_path).Keep("p", new GenerateParameterDefault { MinLength = 22 });
        string second = new RunFolder(_path).Keep("p", new GenerateParameterDefault { MinLength = 22 });
        Assert.Equal(first, second);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            new FileInfo(Path.Combine(_path, "parameters.json")).UnixFileMode
        );
    }

    [Fact]
    public void A_file_is_never_written_through_a_link()
    {
        string victim = Path.Combine(_path, "victim");
        File.WriteAllText(victim, "untouched");
        File.CreateSymbolicLink(Path.Combine(_path, "note.new"), victim);
        RunFolder.WriteText(Path.Combine(_path, "note"), "text");
        Assert.Equal("untouched", File.ReadAllText(victim));
        Assert.Equal("text", File.ReadAllText(Path.Combine(_path, "note")));
    }

    [Fact]
    public void A_broken_file_is_named()
    {
        string file = Path.Combine(_path, "ports.json");
        File.WriteAllText(file, "{");
        var error = Assert.Throws<DistributedApplicationException>(() => RunFolder.Read<Dictionary<string, int>>(file));
        Assert.Contains(file, error.Message);
    }
}
