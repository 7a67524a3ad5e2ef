using k8s;
using k8s.Models;
using Platform.Tests;

namespace Platform.UnitTests.Deployment;

/// <summary>The objects of docker/kubernetes.</summary>
internal static class Cluster
{
    public static string Folder { get; } = Checkout.At("docker/kubernetes");

    public static Kustomization Base { get; } = Kustomization("base");

    public static IReadOnlyList<object> Objects { get; } =
    [.. Base.Resources.SelectMany(file => StrictYaml.Objects(Path.Combine(Folder, "base", file)))];

    /// <summary>Pods of Deployments and StatefulSets, by the object's name.</summary>
    public static IReadOnlyDictionary<string, V1PodTemplateSpec> Pods { get; } =
        Objects
            .OfType<V1Deployment>()
            .Select(d => (d.Metadata.Name, d.Spec.Template))
            .Concat(Objects.OfType<V1StatefulSet>().Select(s => (s.Metadata.Name, s.Spec.Template)))
            .ToDictionary(pod => pod.Name, pod => pod.Template);

    public static IEnumerable<(string Pod, V1Container Container)> Containers =>
        Pods.SelectMany(pod => pod.Value.Spec.Containers.Select(container => (pod.Key, container)));

    public static Kustomization Kustomization(string folder) =>
        StrictYaml.Read<Kustomization>(Path.Combine(Folder, folder, "kustomization.yaml"));

    public static T Named<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => Objects.OfType<T>().Single(o => o.Metadata.Name == name);

    /// <summary>Returns the names of the pods that a selector with only labels selects.</summary>
    public static IReadOnlyList<string> Selected(IDictionary<string, string>? labels) =>
        [
            .. Pods.Where(pod => labels is null || labels.All(l => pod.Value.Metadata.Labels.Contains(l)))
                .Select(pod => pod.Key)
                .Order(),
        ];

    /// <summary>Returns the values as written; a limit that the pod passes on is replaced by its value.</summary>
    public static Dictionary<string, string> Environment(V1Container container) =>
        (container.Env ?? []).ToDictionary(
            e => e.Name,
            e =>
                e.ValueFrom?.ResourceFieldRef?.Resource is { } resource
                    ? container.Resources.Limits[resource.Replace("limits.", "", StringComparison.Ordinal)].ToString()!
                    : e.Value ?? ""
        );
}
