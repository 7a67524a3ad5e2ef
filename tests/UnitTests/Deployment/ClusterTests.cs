using k8s.Models;
using Platform.Cli;
using Platform.Contracts;
using Platform.Dataset.Settings;
using Platform.Scorer;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Deployment;

public sealed class ClusterTests
{
    public static TheoryData<string> Services => [.. ServiceUnderDeployment.All.Select(service => service.Lower)];

    public static TheoryData<string> Overlays => ["cpu", "gpu"];

    [Fact]
    public void Every_file_of_the_base_is_part_of_it()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Cluster.Folder, "base")).Select(Path.GetFileName).Order();
        var named = Cluster.Base.Resources.Concat(Cluster.Base.ConfigMaps.SelectMany(map => map.Files));

        Assert.Equal(named.Append("kustomization.yaml").Order(), files);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_gets_all_that_it_asks_for_and_nothing_else(string name)
    {
        var pod = Cluster.Pods[name].Spec;
        var container = Assert.Single(pod.Containers);
        ContainerSettings.Check(
            ServiceUnderDeployment.Of(name),
            Cluster.Environment(container),
            SecretFiles(pod, container)
        );
    }

    [Fact]
    public void Every_service_of_this_repository_is_deployed_with_its_image()
    {
        foreach (var service in ServiceUnderDeployment.All)
        {
            Assert.Equal($"platform/{service.Lower}", Cluster.Pods[service.Lower].Spec.Containers.Single().Image);
        }
    }

    [Fact]
    public void Every_secret_is_one_that_the_script_generates_mounted_under_its_own_name()
    {
        foreach (var (name, pod) in Cluster.Pods)
        {
            foreach (var volume in (pod.Spec.Volumes ?? []).Where(volume => volume.Secret is not null))
            {
                Assert.Equal("platform", volume.Secret.SecretName);
                Assert.All(volume.Secret.Items, item => Assert.Contains(item.Key, GeneratedSecrets.Files.Keys));
                Assert.All(volume.Secret.Items, item => Assert.Equal(item.Key, item.Path));
                Assert.All(
                    pod.Spec.Containers.SelectMany(c => c.VolumeMounts).Where(mount => mount.Name == volume.Name),
                    mount => Assert.Equal(Secrets.Folder, mount.MountPath)
                );
            }
        }

        var keda = Assert.Single(Cluster.Objects.OfType<TriggerAuthentication>());
        Assert.All(keda.Spec.SecretTargetRef, parameter => Assert.Equal("platform", parameter.Name));
        Assert.All(keda.Spec.SecretTargetRef, p => Assert.Contains(p.Key, GeneratedSecrets.Files.Keys));
        // As KEDA's RabbitMQ scaler calls them; it takes the whole file, a line break too.
        Assert.Equal(["password", "username"], keda.Spec.SecretTargetRef.Select(p => p.Parameter).Order());
        Assert.All(keda.Spec.SecretTargetRef, p => Assert.DoesNotContain('\n', GeneratedSecrets.Files[p.Key]));
    }

    [Fact]
    public void What_is_mounted_is_there()
    {
        foreach (var (name, pod) in Cluster.Pods)
        {
            var volumes = (pod.Spec.Volumes ?? []).Select(volume => volume.Name).ToHashSet();
            if (Cluster.Objects.OfType<V1StatefulSet>().SingleOrDefault(s => s.Metadata.Name == name) is { } set)
            {
                volumes.UnionWith((set.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name));
            }

            var containers = pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []);
            Assert.Equal(
                volumes.Order(),
                containers.SelectMany(c => c.VolumeMounts).Select(m => m.Name).Distinct().Order()
            );
            foreach (var volume in (pod.Spec.Volumes ?? []))
            {
                if (volume.PersistentVolumeClaim is { } claim)
                {
                    Cluster.Named<V1PersistentVolumeClaim>(claim.ClaimName);
                }

                if (volume.ConfigMap is { } map)
                {
                    Assert.Contains(Cluster.Base.ConfigMaps, generated => generated.Name == map.Name);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_read_only_container_can_write_where_its_service_does(string name)
    {
        var container = Cluster.Pods[name].Spec.Containers.Single();
        var writable = container.VolumeMounts.Where(mount => mount.ReadOnlyProperty != true).Select(m => m.MountPath);
        var written = WrittenPaths.Of(ServiceUnderDeployment.Of(name)).Append("/tmp");

        Assert.Equal(written.Order(), writable.Order());
    }

    [Fact]
    public void A_service_port_leads_to_a_port_of_its_pods()
    {
        foreach (var service in Cluster.Objects.OfType<V1Service>())
        {
            var name = Assert.Single(Cluster.Selected(service.Spec.Selector));
            var ports = Cluster.Pods[name].Spec.Containers.SelectMany(c => c.Ports ?? []).ToList();
            foreach (var port in service.Spec.Ports)
            {
                Assert.Contains(ports, p => p.Name == port.TargetPort.Value && p.ContainerPort == port.Port);
            }
        }
    }

    [Fact]
    public void Addresses_name_services_and_the_ports_on_which_they_listen()
    {
        AssertListens(GeneratedSecrets.Broker.Host, GeneratedSecrets.Broker.Port);
        AssertListens(GeneratedSecrets.Database.Host!, GeneratedSecrets.Database.Port);
        foreach (var (_, container) in Cluster.Containers)
        {
            if (Cluster.Environment(container).TryGetValue(Endpoints.DatasetVariable, out var address))
            {
                AssertListens(new Uri(address).Host, new Uri(address).Port);
            }
        }

        foreach (var service in ServiceUnderDeployment.All)
        {
            Assert.Equal(Image.Port, Cluster.Pods[service.Lower].Spec.Containers.Single().Ports.Single().ContainerPort);
        }
    }

    [Fact]
    public void Postgres_makes_the_database_and_the_user_of_the_connection_string()
    {
        var environment = Cluster.Environment(Cluster.Pods["postgres"].Spec.Containers.Single());

        Assert.Equal(environment["POSTGRES_DB"], GeneratedSecrets.Database.Database);
        Assert.Equal(environment["POSTGRES_USER"], GeneratedSecrets.Database.Username);
        Assert.Equal($"{Secrets.Folder}/postgres-password", environment["POSTGRES_PASSWORD_FILE"]);
    }

    [Fact]
    public void The_brokers_nodes_are_the_pods_of_its_set()
    {
        var set = Cluster.Named<V1StatefulSet>("rabbitmq");
        var lines = File.ReadAllLines(Path.Combine(Cluster.Folder, "base", "rabbitmq.conf"));
        var nodes = lines.Where(line => line.Contains("classic_config.nodes.")).Select(line => line.Split(" = ")[1]);

        Assert.Equal(3, set.Spec.Replicas);
        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => $"rabbit@{set.Metadata.Name}-{i}.{set.Spec.ServiceName}"),
            nodes
        );
        Assert.Equal("None", Cluster.Named<V1Service>(set.Spec.ServiceName).Spec.ClusterIP);
    }

    [Fact]
    public void Probes_ask_what_answers()
    {
        var paths = ServiceUnderDeployment.HealthPaths();
        foreach (var (name, container) in Cluster.Containers)
        {
            Assert.NotNull(container.ReadinessProbe);
            V1Probe?[] probes = [container.StartupProbe, container.LivenessProbe, container.ReadinessProbe];
            foreach (var probe in probes.OfType<V1Probe>())
            {
                if (probe.HttpGet is { } get)
                {
                    Assert.Contains(get.Path, paths);
                    Assert.Contains(container.Ports, port => port.Name == get.Port.Value);
                }
                if (probe.TcpSocket is { } socket)
                {
                    Assert.Contains(container.Ports, port => port.Name == socket.Port.Value);
                }
            }
        }
    }

    [Fact]
    public void Nobody_is_root_or_without_limits_or_a_token()
    {
        foreach (var (name, pod) in Cluster.Pods)
        {
            Assert.True(pod.Spec.SecurityContext.RunAsNonRoot, name);
            Assert.False(pod.Spec.AutomountServiceAccountToken, name);
            foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []))
            {
                Assert.Contains("memory", container.Resources.Limits.Keys);
                Assert.Contains("cpu", container.Resources.Requests.Keys);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation, name);
            }
        }
        foreach (var service in ServiceUnderDeployment.All)
        {
            Assert.Equal(Image.User, Cluster.Pods[service.Lower].Spec.SecurityContext.RunAsUser);
        }
    }

    [Fact]
    public void A_drain_is_longer_than_the_longest_chunk()
    {
        foreach (var service in ServiceUnderDeployment.All)
        {
            var pod = Cluster.Pods[service.Lower].Spec;
            GracePeriod.Check(
                service,
                Cluster.Environment(pod.Containers.Single()),
                TimeSpan.FromSeconds(pod.TerminationGracePeriodSeconds!.Value)
            );
        }
    }

    [Fact]
    public void Every_workers_queue_scales_it()
    {
        var workers = ServiceUnderDeployment.All.Where(service => service.Consumer is not null).ToList();
        var scaled = Cluster.Objects.OfType<ScaledObject>().ToDictionary(s => s.Spec.ScaleTargetRef.Name);

        Assert.Equal(workers.Select(w => w.Lower).Order(), scaled.Keys.Order());
        foreach (var worker in workers)
        {
            var triggers = scaled[worker.Lower].Spec.Triggers;
            // A search alone must start a generator too, and those that the gateway asks have another queue.
            string[] others = worker.Name switch
            {
                "Generator" => [Queues.GenerateSteps, Queues.GenerateInteractively],
                "Scorer" => [Queues.ScoreInteractively],
                _ => [],
            };
            Assert.Equal(others.Prepend(worker.Queue), triggers.Select(t => t.Metadata.QueueName));
            foreach (var trigger in triggers)
            {
                Assert.Equal("rabbitmq", trigger.Type);
                Assert.Equal("http", trigger.Metadata.Protocol);
                Assert.Equal("QueueLength", trigger.Metadata.Mode);
                Assert.Equal("false", trigger.Metadata.ExcludeUnacknowledged);
                Assert.Contains(
                    Cluster.Objects.OfType<TriggerAuthentication>(),
                    a => a.Metadata.Name == trigger.AuthenticationRef.Name
                );
            }

            // A number in the file would undo the scaling at every apply.
            Assert.Null(Cluster.Named<V1Deployment>(worker.Lower).Spec.Replicas);
        }
    }

    [Fact]
    public void Queues_have_the_names_under_which_Dataset_publishes()
    {
        Assert.Equal(Queues.GenerateSolutions, ServiceUnderDeployment.Of("Generator").Queue);
        Assert.Equal(Queues.ScoreSolutions, ServiceUnderDeployment.Of("Scorer").Queue);
        Assert.Equal(Queues.BuildReport, ServiceUnderDeployment.Of("Selector").Queue);
        Assert.Equal(Queues.RunTraining, ServiceUnderDeployment.Of("Trainer").Queue);
    }

    [Fact]
    public void Keda_asks_the_broker_where_it_is()
    {
        foreach (var trigger in Cluster.Objects.OfType<ScaledObject>().SelectMany(scaled => scaled.Spec.Triggers))
        {
            var host = new Uri(trigger.Metadata.Host);
            // KEDA runs in another namespace, so the name must contain ours.
            Assert.Equal($"{GeneratedSecrets.Broker.Host}.{Cluster.Base.Namespace}.svc", host.Host);
            AssertListens(GeneratedSecrets.Broker.Host, host.Port);
        }
        Cluster.Named<V1Namespace>(Cluster.Base.Namespace!);
    }

    [Fact]
    public void There_are_never_more_scorers_than_the_window_can_feed()
    {
        var scorer = Cluster.Objects.OfType<ScaledObject>().Single(s => s.Metadata.Name == "scorer").Spec;
        var value = int.Parse(scorer.Triggers[0].Metadata.Value);

        Assert.Equal(0, scorer.MinReplicaCount);
        Assert.Equal(new ScorerOptions().Prefetch, value);
        Assert.Equal(new DatasetOptions { FilesPath = "" }.Window, scorer.MaxReplicaCount * value);
    }

    [Fact]
    public void Disruption_budgets_are_for_those_of_whom_there_can_be_several()
    {
        foreach (var budget in Cluster.Objects.OfType<V1PodDisruptionBudget>())
        {
            var name = Assert.Single(Cluster.Selected(budget.Spec.Selector.MatchLabels));
            var scaled = Cluster.Objects.OfType<ScaledObject>().SingleOrDefault(s => s.Metadata.Name == name);
            var most = scaled?.Spec.MaxReplicaCount ?? Cluster.Named<V1StatefulSet>(name).Spec.Replicas;
            Assert.True(most > 1, name);
        }
    }

    [Fact]
    public void Only_Dataset_reaches_Postgres()
    {
        Assert.Equal(["dataset"], WhoReaches("postgres", 5432));
        Assert.Equal(
            ["gateway", "generator", "scorer", "selector", "trainer", "workbench"],
            WhoReaches("dataset", Image.Port)
        );
        Assert.Equal(
            ["dataset", "gateway", "generator", "scorer", "selector", "trainer"],
            WhoReaches("rabbitmq", 5672)
        );
        Assert.Equal(["workbench"], WhoReaches("gateway", Image.Port));
        Assert.Equal(["rabbitmq"], WhoReaches("rabbitmq", 25672));
        Assert.Empty(WhoReaches("scorer", Image.Port));

        // All that no policy selects would be open.
        Assert.Contains(
            Cluster.Objects.OfType<V1NetworkPolicy>(),
            p => p.Spec is { PodSelector.MatchLabels: null, Ingress: null } && p.Spec.PolicyTypes.Contains("Ingress")
        );
    }

    [Fact]
    public void Network_policies_name_pods_and_ports_that_exist()
    {
        foreach (var policy in Cluster.Objects.OfType<V1NetworkPolicy>().Where(p => p.Spec.Ingress is not null))
        {
            var to = Assert.Single(Cluster.Selected(policy.Spec.PodSelector.MatchLabels));
            var ports = Cluster
                .Pods[to]
                .Spec.Containers.SelectMany(c => c.Ports)
                .Select(p => p.ContainerPort.ToString());
            foreach (var rule in policy.Spec.Ingress)
            {
                Assert.All(rule.Ports.Where(p => p.EndPort is null), p => Assert.Contains(p.Port.Value, ports));
                Assert.All(
                    rule.FromProperty.Where(peer => peer.PodSelector is not null),
                    peer => Assert.NotEmpty(Cluster.Selected(peer.PodSelector.MatchLabels))
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void An_overlay_changes_what_is_there(string name)
    {
        var overlay = Cluster.Kustomization($"overlays/{name}");
        var folder = Path.Combine(Cluster.Folder, "overlays", name);

        Assert.Equal(["../../base"], overlay.Resources);
        Assert.Equal(
            ServiceUnderDeployment.All.Select(s => $"platform/{s.Lower}").Order(),
            overlay.Images.Select(i => i.Name).Order()
        );
        foreach (var patch in overlay.Patches.SelectMany(patch => StrictYaml.Objects(Path.Combine(folder, patch.Path))))
        {
            var deployment = Assert.IsType<V1Deployment>(patch);
            var service = ServiceUnderDeployment.Of(deployment.Metadata.Name);
            var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
            Assert.Equal(Cluster.Pods[service.Lower].Spec.Containers.Single().Name, container.Name);
            var settings = Cluster.Environment(container);
            Assert.All(settings.Keys, key => Assert.StartsWith(service.Name + "__", key));
            ContainerSettings.CheckSection(service, settings);
        }
    }

    private static void AssertListens(string service, int port) =>
        Assert.Contains(Cluster.Named<V1Service>(service).Spec.Ports, p => p.Port == port);

    /// <summary>Names of the files that a container finds in the folder of secrets.</summary>
    private static List<string> SecretFiles(V1PodSpec pod, V1Container container)
    {
        var mounted = container.VolumeMounts.Where(m => m.MountPath == Secrets.Folder).Select(m => m.Name).ToHashSet();
        return
        [
            .. pod
                .Volumes.Where(v => mounted.Contains(v.Name))
                .SelectMany(v => v.Secret.Items)
                .Select(item => item.Path),
        ];
    }

    private static IEnumerable<string> WhoReaches(string name, int port) =>
        Cluster
            .Objects.OfType<V1NetworkPolicy>()
            .Where(policy => policy.Spec.Ingress is not null)
            .Where(policy => Cluster.Selected(policy.Spec.PodSelector.MatchLabels).Contains(name))
            .SelectMany(policy => policy.Spec.Ingress)
            .Where(rule => rule.Ports.Any(p => p.Port.Value == port.ToString()))
            .SelectMany(rule => rule.FromProperty)
            .Where(peer => peer.NamespaceSelector is null)
            .SelectMany(peer => Cluster.Selected(peer.PodSelector.MatchLabels))
            .Distinct()
            .Order();
}
