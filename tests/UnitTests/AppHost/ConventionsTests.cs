using Aspire.Hosting.Native;
using Microsoft.Extensions.Configuration;

namespace Platform.UnitTests.AppHost;

public sealed class ConventionsTests
{
    [Theory]
    [InlineData("platform", "PLATFORM")]
    [InlineData("model-server", "MODEL_SERVER")]
    [InlineData("a.b c", "A_B_C")]
    [InlineData("2nd", "_2ND")]
    [InlineData("", "")]
    public void A_name_becomes_the_name_of_a_variable(string name, string encoded) =>
        Assert.Equal(encoded, Conventions.Encode(name));

    [Fact]
    public void A_connection_string_comes_whole_and_in_parts() =>
        Assert.Equal(
            [
                new("ConnectionStrings__main-db", "Host=localhost"),
                new("MAIN_DB_HOST", "localhost"),
                new("MAIN_DB_PORT", "1"),
            ],
            Conventions.ConnectionString("main-db", "Host=localhost", [new("HOST", "localhost"), new("PORT", "1")])
        );

    [Fact]
    public void A_service_is_named_for_discovery_and_for_people() =>
        Assert.Equal(
            [new("services__dataset__http__0", "http://localhost:1"), new("DATASET_HTTP", "http://localhost:1")],
            Conventions.Service("dataset", "http", "http://localhost:1")
        );

    [Fact]
    public void Without_a_collector_telemetry_has_a_name_and_no_endpoint()
    {
        var variables = Project([]);
        Assert.Equal("scorer", variables["OTEL_SERVICE_NAME"]);
        Assert.Matches("^service.instance.id=[a-z0-9]{8}$", variables["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", variables.Keys);
    }

    [Theory]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "grpc")]
    [InlineData("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", "grpc")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http/protobuf")]
    public void A_collector_is_named_by_the_settings_of_the_dashboard(string setting, string protocol)
    {
        var variables = Project(new() { [setting] = "http://localhost:4317", ["AppHost:OtlpApiKey"] = "k" });
        Assert.Equal("http://localhost:4317", variables["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal(protocol, variables["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=k", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    private static Dictionary<string, string> Project(Dictionary<string, string?> settings) =>
        new(Conventions.Project("scorer", new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
}
