using Aspire.Hosting.Native;

namespace Platform.UnitTests.AppHost;

public sealed class CommandTests
{
    [Fact]
    public void A_child_has_its_own_session_and_dies_with_us()
    {
        var start = new Command("dotnet", ["x.dll"], "/", [new("A", "1")], AsServer: false, Signal.Kill).ToStartInfo();
        Assert.Equal("setsid", start.FileName);
        Assert.Equal(["setpriv", "--pdeathsig", "KILL", "dotnet", "x.dll"], start.ArgumentList);
        Assert.Equal("1", start.Environment["A"]);
    }

    [Fact]
    public void A_service_inherits_the_environment_and_a_server_does_not()
    {
        var service = new Command("a", [], "/", [], AsServer: false, Signal.Kill).ToStartInfo();
        var server = new Command("a", [], "/", [new("HOME", "/x")], AsServer: true, Signal.Interrupt).ToStartInfo();
        Assert.Superset(new HashSet<string>(["PATH", "HOME"]), service.Environment.Keys.ToHashSet());
        Assert.Equal(["HOME", "LC_ALL", "PATH"], server.Environment.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("/x", server.Environment["HOME"]);
    }
}
