using k8s;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Platform.UnitTests.Deployment;

/// <summary>Deserialises YAML to types; a field that the type does not have is an error.</summary>
internal static class StrictYaml
{
    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithEnforceRequiredMembers()
        .Build();

    /// <summary>Reads one document of our own types; <c>&lt;&lt;</c> is resolved.</summary>
    public static T Read<T>(string path) =>
        Deserializer.Deserialize<T>(new MergingParser(new Parser(new StringReader(File.ReadAllText(path)))));

    /// <summary>Reads every document of a Kubernetes file.</summary>
    public static IReadOnlyList<object> Objects(string path) =>
        KubernetesYaml.LoadAllFromString(File.ReadAllText(path), Keda.Types, strict: true);
}
