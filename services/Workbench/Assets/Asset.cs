namespace Platform.Workbench.Assets;

/// <summary>An asset.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Version">The beginning of the content's SHA-256.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Brotli">The same compressed with Brotli; null for what is compressed by itself, as fonts are.</param>
/// <param name="Gzip">The same compressed with gzip.</param>
internal sealed record Asset(string Type, string Version, byte[] Content, byte[]? Brotli, byte[]? Gzip);
