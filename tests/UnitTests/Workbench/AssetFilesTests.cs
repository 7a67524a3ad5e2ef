using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Workbench.Assets;

namespace Platform.UnitTests.Workbench;

public sealed partial class AssetFilesTests
{
    private readonly AssetFiles _files = new();

    [Fact]
    public void What_is_compressed_unpacks_to_the_content_and_is_smaller()
    {
        foreach (string name in _files.Names.Where(n => !n.EndsWith(".woff2", StringComparison.Ordinal)))
        {
            var asset = _files.Find(name)!;
            Assert.Equal(
                asset.Content,
                Unpack(new BrotliStream(new MemoryStream(asset.Brotli!), CompressionMode.Decompress))
            );
            Assert.Equal(
                asset.Content,
                Unpack(new GZipStream(new MemoryStream(asset.Gzip!), CompressionMode.Decompress))
            );
            Assert.True(asset.Brotli!.Length < asset.Content.Length, name);
        }
    }

    [Fact]
    public void Every_font_that_KaTeX_names_is_there_under_the_address_of_its_content()
    {
        var sheet = Encoding.UTF8.GetString(_files.Find("katex.css")!.Content);
        var fonts = Font().Matches(sheet).Select(m => m.Groups[1].Value).ToList();

        Assert.True(fonts.Count >= 20, $"KaTeX's style sheet names {fonts.Count} fonts.");
        // Relative to the style sheet, whose address is /assets/katex.css.
        Assert.All(fonts, f => Assert.Equal(_files.Url(f.Split('?')[0]), $"/assets/{f}"));
        Assert.All(fonts, f => Assert.Equal("font/woff2", _files.Find(f.Split('?')[0])!.Type));
    }

    [Fact]
    public void KaTeX_is_served_with_its_license()
    {
        Assert.Contains("The MIT License", Encoding.UTF8.GetString(_files.Find("katex.js")!.Content));
    }

    private static byte[] Unpack(Stream packed)
    {
        using (packed)
        {
            var content = new MemoryStream();
            packed.CopyTo(content);
            return content.ToArray();
        }
    }

    [GeneratedRegex(@"url\(([^)]+)\)")]
    private static partial Regex Font();
}
