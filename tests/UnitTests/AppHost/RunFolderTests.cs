using Aspire.Hosting;
using Platform.AppHost.Running;

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
    public void A_released_folder_can_be_held_again()
    {
        new RunFolder(_path).Hold().Dispose();
        new RunFolder(_path).Hold().Dispose();
    }

    [Fact]
    public void A_generated_password_outlives_the_process_and_only_the_owner_can_read_it()
    {
        string first = new RunFolder(_path).Password("p");
        Assert.Matches("^[A-Za-z0-9]{22}$", first);
        Assert.Equal(first, new RunFolder(_path).Password("p"));
        Assert.NotEqual(first, new RunFolder(_path).Password("q"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            new FileInfo(Path.Combine(_path, "parameters.json")).UnixFileMode
        );
    }

    [Fact]
    public void A_port_stays_the_same_and_no_two_names_share_one()
    {
        var first = new RunFolder(_path);
        int[] ports = [first.Port("a"), first.Port("b"), first.Port("a")];
        Assert.Equal(ports[0], ports[2]);
        Assert.NotEqual(ports[0], ports[1]);
        Assert.Equal(ports[1], new RunFolder(_path).Port("b"));
    }

    [Fact]
    public void A_port_that_somebody_took_meanwhile_is_replaced()
    {
        int port = new RunFolder(_path).Port("a");
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        listener.Start();
        Assert.NotEqual(port, new RunFolder(_path).Port("a"));
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
