using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Platform.UnitTests.AppHost;

public sealed class ModelTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(
        ["--Parameters:given=from-settings", "--Parameters:dashed_name=from-settings-too"]
    );

    [Fact]
    public void A_database_is_told_as_Npgsql_and_as_an_address()
    {
        var postgres = _builder.AddPostgres("postgres", Fixed("user"), Fixed("p@ss/w"));
        var database = postgres.AddDatabase("platform");
        var service = Service("dataset").WithReference(database);
        postgres.Resource.Endpoint("tcp").Port = 15432;

        var told = Told(service);

        Assert.Equal(
            "Host=localhost;Port=15432;Username=user;Password=p@ss/w;Database=platform",
            told["ConnectionStrings__platform"]
        );
        Assert.Equal("localhost", told["PLATFORM_HOST"]);
        Assert.Equal("15432", told["PLATFORM_PORT"]);
        Assert.Equal("user", told["PLATFORM_USERNAME"]);
        Assert.Equal("p@ss/w", told["PLATFORM_PASSWORD"]);
        Assert.Equal("postgresql://user:p%40ss%2Fw@localhost:15432/platform", told["PLATFORM_URI"]);
        Assert.Equal("jdbc:postgresql://localhost:15432/platform", told["PLATFORM_JDBCCONNECTIONSTRING"]);
        Assert.Equal("platform", told["PLATFORM_DATABASENAME"]);
    }

    [Fact]
    public void A_broker_is_told_as_an_amqp_address()
    {
        var rabbit = _builder.AddRabbitMQ("rabbitmq", Fixed("user"), Fixed("p@ss")).WithManagementPlugin();
        var service = Service("dataset")
            .WithReference(rabbit)
            .WithEnvironment("Management", rabbit.GetEndpoint("management"));
        rabbit.Resource.Endpoint("tcp").Port = 15672;
        rabbit.Resource.Endpoint("management").Port = 15673;

        var told = Told(service);

        Assert.Equal("amqp://user:p%40ss@localhost:15672", told["ConnectionStrings__rabbitmq"]);
        Assert.Equal("amqp://user:p%40ss@localhost:15672", told["RABBITMQ_URI"]);
        Assert.Equal("15672", told["RABBITMQ_PORT"]);
        Assert.Equal("http://localhost:15673", told["Management"]);
    }

    [Fact]
    public void A_service_can_be_told_its_own_address()
    {
        var dataset = Service("dataset").WithHttpEndpoint();
        dataset.WithEnvironment("PublicUrl", dataset.GetEndpoint("http"));
        dataset.Resource.Endpoint("http").Port = 15100;
        Assert.Equal("http://localhost:15100", Told(dataset)["PublicUrl"]);
    }

    [Fact]
    public void A_replicated_service_has_no_address_of_its_own()
    {
        var scorer = Service("scorer").WithHttpEndpoint().WithReplicas(2);
        var client = Service("client").WithReference(scorer);
        var error = Assert.Throws<DistributedApplicationException>(() => Told(client));
        Assert.Contains("'scorer' has replicas", error.Message);
    }

    [Fact]
    public void A_health_check_needs_an_endpoint() =>
        Assert.Throws<DistributedApplicationException>(() => Service("dataset").WithHttpHealthCheck("/health"));

    [Fact]
    public void A_parameter_with_a_value_ignores_configuration() =>
        Assert.Equal("mine", _builder.AddParameter("given", "mine").Resource.Value);

    [Theory]
    [InlineData("given", "from-settings")]
    [InlineData("dashed-name", "from-settings-too")]
    public void A_generated_parameter_yields_to_configuration(string name, string expected) =>
        Assert.Equal(expected, _builder.AddParameter(name, new GenerateParameterDefault()).Resource.Value);

    [Fact]
    public void A_generated_parameter_keeps_its_value()
    {
        var parameter = _builder.AddParameter("p", new GenerateParameterDefault { MinLength = 22, Special = false });
        Assert.Matches("^[A-Za-z0-9]{22}$", parameter.Resource.Value);
        Assert.Equal(parameter.Resource.Value, parameter.Resource.Value);
    }

    private IResourceBuilder<ProjectResource> Service(string name) =>
        _builder.AddProject<Projects.Dataset>(name, launchProfileName: null);

    private IResourceBuilder<ParameterResource> Fixed(string value) => _builder.AddParameter("p", value);

    private static Dictionary<string, string> Told(IResourceBuilder<IResource> builder) =>
        new(((Resource)builder.Resource).Environment.SelectMany(e => e()));
}
