using System.Security.Cryptography;
using System.Text;
using Platform.DatasetClient;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class ModelDirectoryTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string _directory = Directory.CreateTempSubdirectory("model-directory-").FullName;

    [Fact]
    public async Task The_version_is_the_hash_of_what_sha256sum_prints_in_order_of_path()
    {
        Write("b.txt", "two");
        Write("a/c.txt", "one");
        Write("B.txt", "three");
        var printed = string.Concat(
            new[] { ("B.txt", "three"), ("a/c.txt", "one"), ("b.txt", "two") }.Select(f =>
                $"{Hash(f.Item2)}  {f.Item1}\n"
            )
        );
        var files = await ModelDirectory.List(_directory, Token);
        Assert.Equal(["B.txt", "a/c.txt", "b.txt"], files.Select(f => f.Path));
        Assert.Equal([5, 3, 3], files.Select(f => f.Bytes));
        Assert.Equal(Hash(printed), ModelDirectory.Version(files));
        Assert.Equal(Hash(printed), ModelDirectory.Version(files.Reverse()));
    }

    [Fact]
    public async Task A_change_of_a_byte_or_of_a_name_is_another_version()
    {
        Write("model.onnx", "graph");
        var first = ModelDirectory.Version(await ModelDirectory.List(_directory, Token));
        Write("model.onnx", "grapH");
        var second = ModelDirectory.Version(await ModelDirectory.List(_directory, Token));
        File.Move(Path.Combine(_directory, "model.onnx"), Path.Combine(_directory, "modeL.onnx"));
        Write("modeL.onnx", "graph");
        var third = ModelDirectory.Version(await ModelDirectory.List(_directory, Token));
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Write(string path, string content)
    {
        var full = Path.Combine(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
