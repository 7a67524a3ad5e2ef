using System.Security.Cryptography;

namespace Platform.Workbench.Assets;

/// <summary>The embedded scripts, style sheets and fonts, addressed by name and content.</summary>
internal sealed class AssetFiles
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css",
        [".js"] = "text/javascript",
        [".woff2"] = "font/woff2",
    };

    private readonly Dictionary<string, Asset> _assets = typeof(AssetFiles)
        .Assembly.GetManifestResourceNames()
        .Where(n => Types.ContainsKey(Path.GetExtension(n)))
        .ToDictionary(n => n, Read);

    /// <summary>Names of all assets.</summary>
    public IEnumerable<string> Names => _assets.Keys;

    /// <summary>The address of an asset; it changes with the content, so browsers may keep it.</summary>
    public string Url(string name) => $"/assets/{name}?v={_assets[name].Version}";

    /// <summary>Null if there is no such asset.</summary>
    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    private static Asset Read(string name)
    {
        var content = Resource(name)!;
        return new(
            Types[Path.GetExtension(name)],
            Convert.ToHexStringLower(SHA256.HashData(content))[..12],
            content,
            Resource(name + ".br"),
            Resource(name + ".gz")
        );
    }

    private static byte[]? Resource(string name)
    {
        using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
