using YamlDotNet.Serialization;

namespace Platform.UnitTests.Deployment;

/// <summary>The fields of kustomize that docker/kubernetes uses.</summary>
internal sealed class Kustomization
{
    [YamlMember(Alias = "apiVersion", ApplyNamingConventions = false)]
    public required string ApiVersion { get; init; }
    public required string Kind { get; init; }
    public string? Namespace { get; init; }
    public List<CommonLabels> Labels { get; init; } = [];
    public required List<string> Resources { get; init; }

    [YamlMember(Alias = "configMapGenerator", ApplyNamingConventions = false)]
    public List<GeneratedConfigMap> ConfigMaps { get; init; } = [];
    public List<Patch> Patches { get; init; } = [];
    public List<Image> Images { get; init; } = [];

    internal sealed class CommonLabels
    {
        public required Dictionary<string, string> Pairs { get; init; }

        [YamlMember(Alias = "includeTemplates", ApplyNamingConventions = false)]
        public bool IncludeTemplates { get; init; }
    }

    internal sealed class GeneratedConfigMap
    {
        public required string Name { get; init; }
        public required List<string> Files { get; init; }
    }

    internal sealed class Patch
    {
        public required string Path { get; init; }
    }

    internal sealed class Image
    {
        public required string Name { get; init; }

        [YamlMember(Alias = "newName", ApplyNamingConventions = false)]
        public string? NewName { get; init; }

        [YamlMember(Alias = "newTag", ApplyNamingConventions = false)]
        public required string NewTag { get; init; }
    }
}
