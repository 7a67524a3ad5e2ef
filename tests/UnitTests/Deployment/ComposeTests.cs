using System.Text.Json;
using Platform.Cli;
using Platform.Contracts;
using Platform.ServiceDefaults;
using Platform.Tests;

namespace Platform.UnitTests.Deployment;

public sealed class ComposeTests
{
    private static readonly Compose File = Compose.Load("compose.yaml");
    private static readonly Compose Gpu = Compose.Load("compose.gpu.yaml");

    public static TheoryData<string> Services => [.. ServiceUnderDeployment.All.Select(service => service.Lower)];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_gets_all_that_it_asks_for_and_nothing_else(string name)
    {
        var container = File.Services[name];
        ContainerSettings.Check(ServiceUnderDeployment.Of(name), container.Environment, container.Secrets);
    }

    [Fact]
    public void The_gpu_overlay_changes_settings_that_its_services_have()
    {
        foreach (var (name, container) in Gpu.Services)
        {
            var service = ServiceUnderDeployment.Of(name);
            Assert.All(container.Environment.Keys, key => Assert.StartsWith(service.Name + "__", key));
            ContainerSettings.CheckSection(service, container.Environment);
            Assert.Equal(Image.CudaBase, container.Build!.Args["BASE"]);
        }
    }

    [Fact]
    public void Every_image_is_built_from_a_service_of_this_repository()
    {
        foreach (var (name, container) in File.Services.Where(s => s.Value.Build is not null))
        {
            var service = container.Build!.Args["SERVICE"];
            Assert.Equal(name, service.ToLowerInvariant());
            Assert.True(Directory.Exists(Checkout.At($"services/{service}")), service);
            Assert.Equal($"platform/{name}", container.Image);
        }
    }

    [Fact]
    public void Every_secret_is_generated_declared_and_used()
    {
        Assert.All(File.Secrets, secret => Assert.Equal($"./.secrets/{secret.Key}", secret.Value.File));
        Assert.All(File.Secrets.Keys, name => Assert.Contains(name, GeneratedSecrets.Files.Keys));
        Assert.Equal(File.Secrets.Keys.Order(), File.Services.Values.SelectMany(s => s.Secrets).Distinct().Order());
    }

    [Fact]
    public void Addresses_name_services_and_the_ports_on_which_they_listen()
    {
        Assert.Equal("rabbitmq", GeneratedSecrets.Broker.Host);
        Assert.Equal("postgres", GeneratedSecrets.Database.Host);
        Assert.Contains("rabbitmq", File.Services.Keys);
        Assert.Contains("postgres", File.Services.Keys);
        foreach (var container in File.Services.Values)
        {
            if (container.Environment.TryGetValue(Endpoints.DatasetVariable, out var address))
            {
                Assert.Equal(new Uri($"http://dataset:{Image.Port}"), new Uri(address));
            }
        }
    }

    [Fact]
    public void The_database_and_its_user_are_those_of_the_connection_string()
    {
        var postgres = File.Services["postgres"].Environment;

        Assert.Equal(postgres["POSTGRES_DB"], GeneratedSecrets.Database.Database);
        Assert.Equal(postgres["POSTGRES_USER"], GeneratedSecrets.Database.Username);
        Assert.Equal($"{Secrets.Folder}/postgres-password", postgres["POSTGRES_PASSWORD_FILE"]);
        Assert.Equal(GeneratedSecrets.Files["postgres-password"], GeneratedSecrets.Database.Password);
    }

    [Fact]
    public void Ports_are_published_to_this_host_alone_where_its_client_looks_for_them()
    {
        var published = File.Services.SelectMany(s => s.Value.Ports).Select(port => port.Split(':')).ToList();
        Assert.All(published, port => Assert.Equal("127.0.0.1", port[0]));
        Assert.All(published, port => Assert.Equal(port[1], port[2]));

        var host = Endpoints.Parse(GeneratedSecrets.Files["host.json"], "host.json");
        Assert.Contains(published, port => port[1] == host.Dataset.Port.ToString());
        Assert.Contains(published, port => port[1] == host.Broker!.Port.ToString());
        Assert.Contains($"127.0.0.1:{Image.Port}:{Image.Port}", File.Services["dataset"].Ports);
    }

    [Fact]
    public void The_client_finds_the_services_from_beside_them()
    {
        var client = File.Services["cli"];
        var path = client.Environment[Endpoints.FileVariable];
        var endpoints = Endpoints.Parse(GeneratedSecrets.Files[Path.GetFileName(path)], path);

        Assert.Equal($"{Secrets.Folder}/{Assert.Single(client.Secrets)}", path);
        Assert.Equal(new Uri($"http://dataset:{Image.Port}"), endpoints.Dataset);
        Assert.Equal(GeneratedSecrets.Broker, endpoints.Broker);
    }

    [Fact]
    public void Volumes_are_declared_and_used_and_hold_what_services_write()
    {
        var mounted = File
            .Services.SelectMany(s => s.Value.Volumes)
            .Select(volume => volume.Split(':')[0])
            .Where(source => !source.StartsWith('.'))
            .Distinct();
        Assert.Equal(File.Volumes.Keys.Order(), mounted.Order());
        foreach (var service in ServiceUnderDeployment.All)
        {
            var targets = File.Services[service.Lower].Volumes.Select(volume => volume.Split(':')[1]);
            Assert.Equal(WrittenPaths.Of(service).Order(), targets.Order());
        }
    }

    [Fact]
    public void A_stop_waits_as_long_as_Dataset_waits_for_a_chunk()
    {
        foreach (var service in ServiceUnderDeployment.All)
        {
            var container = File.Services[service.Lower];
            var grace = TimeSpan.FromSeconds(int.Parse(container.StopGracePeriod?.TrimEnd('s') ?? "30"));
            GracePeriod.Check(service, container.Environment, grace);
        }
    }

    [Fact]
    public void The_brokers_policy_lets_the_queues_of_submissions_never_give_up()
    {
        using var definitions = JsonDocument.Parse(GeneratedSecrets.Files["rabbitmq-definitions.json"]);
        var policy = Assert.Single(definitions.RootElement.GetProperty("policies").EnumerateArray());
        var pattern = policy.GetProperty("pattern").GetString()!;

        Assert.True(policy.GetProperty("definition").GetProperty("delivery-limit").GetInt32() > 1_000_000);
        Assert.Matches(pattern, Queues.EvaluationJobs);
        Assert.Matches(pattern, Queues.TrainingJobs);
        Assert.DoesNotMatch(pattern, Queues.ScoreSolutions);
    }

    [Fact]
    public void The_brokers_user_is_that_of_the_connection_string()
    {
        using var definitions = JsonDocument.Parse(GeneratedSecrets.Files["rabbitmq-definitions.json"]);
        var users = definitions.RootElement.GetProperty("users").EnumerateArray();
        var known = users.Select(u => $"{u.GetProperty("name")}:{u.GetProperty("password")}").ToList();

        Assert.Contains(GeneratedSecrets.Broker.UserInfo, known);
        Assert.Contains($"{GeneratedSecrets.Files["keda-user"]}:{GeneratedSecrets.Files["keda-password"]}", known);
        Assert.DoesNotContain(known, user => user.StartsWith("guest:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docker/rabbitmq.conf")]
    [InlineData("docker/kubernetes/base/rabbitmq.conf")]
    public void The_broker_imports_its_definitions_and_holds_a_delivery_for_a_day(string path)
    {
        var lines = System.IO.File.ReadAllLines(Checkout.At(path));

        Assert.Contains($"load_definitions = {Secrets.Folder}/rabbitmq-definitions.json", lines);
        Assert.Contains("consumer_timeout = 86400000", lines);
    }
}
