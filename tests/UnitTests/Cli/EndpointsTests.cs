using Platform.Cli;

namespace Platform.UnitTests.Cli;

public sealed class EndpointsTests
{
    private static Func<string, string?> Environment(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(v => v.Name == name).Value;

    [Fact]
    public void The_file_says_where_the_platform_listens()
    {
        var found = Endpoints.Parse("""{"dataset":"http://127.0.0.1:81","amqp":"amqp://u:p@127.0.0.1:82"}""", "f");

        Assert.Equal(new Uri("http://127.0.0.1:81"), found.Dataset);
        Assert.Equal(new Uri("amqp://u:p@127.0.0.1:82"), found.Broker);
    }

    [Fact]
    public void The_file_may_name_a_collector_of_traces()
    {
        var found = Endpoints.Parse(
            """{"dataset":"http://127.0.0.1:81","otlp":"http://127.0.0.1:83","otlpHeaders":"key=1","otlpProtocol":"http/protobuf"}""",
            "f"
        );

        Assert.Equal(
            new Collector(new Uri("http://127.0.0.1:83"), "key=1", OverHttp: true, Collector.DefaultTimeout),
            found.Collector
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"dataset":5}""")]
    [InlineData("""{"dataset":"nowhere"}""")]
    public void A_file_that_cannot_be_read_is_named(string content)
    {
        var failed = Assert.Throws<CommandFailed>(() => Endpoints.Parse(content, "the.file"));

        Assert.Equal(3, failed.ExitCode);
        Assert.Contains("the.file", failed.Message);
    }

    [Fact]
    public void The_environment_goes_before_the_file()
    {
        var environment = Environment(
            (Endpoints.DatasetVariable, "http://127.0.0.1:1"),
            (Endpoints.BrokerVariable, "amqp://127.0.0.1:2"),
            (Endpoints.FileVariable, "/not/there")
        );

        Assert.Equal(1, Endpoints.Find(environment, "/").Dataset.Port);
        Assert.Equal(2, Endpoints.Find(environment, "/").Broker?.Port);
    }

    [Fact]
    public void Without_a_file_the_platform_is_not_running_and_the_sentence_says_what_to_do()
    {
        var failed = Assert.Throws<CommandFailed>(() =>
            Endpoints.Find(Environment((Endpoints.FileVariable, "/not/there.json")), "/")
        );

        Assert.Equal(3, failed.ExitCode);
        Assert.Contains("./platform up", failed.Message);
    }

    [Fact]
    public void The_file_lies_in_the_checkout_that_the_client_lies_in()
    {
        var root = Directory.CreateTempSubdirectory();
        Directory.CreateDirectory(Path.Combine(root.FullName, ".run"));
        var deep = Directory.CreateDirectory(Path.Combine(root.FullName, "artifacts", "bin", "Cli"));
        File.WriteAllText(Path.Combine(root.FullName, "Platform.sln"), "");
        File.WriteAllText(Path.Combine(root.FullName, ".run", "platform.json"), """{"dataset":"http://127.0.0.1:7"}""");

        var found = Endpoints.Find(Environment(), deep.FullName);

        root.Delete(recursive: true);
        Assert.Equal(new Endpoints(new Uri("http://127.0.0.1:7"), null), found);
    }
}
