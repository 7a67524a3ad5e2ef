using System.Security.Cryptography;

namespace Platform.Workbench.Assets;

/// <summary>The embedded scripts and style sheets, addressed by name and content.</summary>
internal sealed class AssetFiles
{
    private readonly Dictionary<string, Asset> _assets = typeof(AssetFiles)
        .Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".css", StringComparison.Ordinal) || n.EndsWith(".js", StringComparison.Ordinal))
        .ToDictionary(n => n, Read);

    /// <summary>The address of an asset; it changes with the content, so browsers may keep it.</summary>
    public string Url(string name) => $"/assets/{name}?v={_assets[name].Version}";

    /// <summary>Null if there is no such asset.</summary>
    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    private static Asset Read(string name)
    {
        using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        string type = name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript";
        return new(content, type, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }
}

/// <summary>An asset.</summary>
internal sealed record Asset(byte[] Content, string Type, string Version);
