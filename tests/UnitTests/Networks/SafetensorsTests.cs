using System.Text.Json;
using Platform.Networks.Weights;

namespace Platform.UnitTests.Networks;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("weights-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void What_is_written_is_found_by_name()
    {
        var path = Write("model.safetensors", ("a", "F32", [2, 3]), ("b.weight", "BF16", [5]), ("scalar", "F64", []));
        var file = Safetensors.OpenDirectory(_directory);

        Assert.Equal(["a", "b.weight", "scalar"], file.Names);
        Assert.Null(file.Find("c"));
        var start = file.Find("a")!.Offset;
        Assert.Equal(0, start % 64);
        Assert.Equivalent(new StoredTensor("a", "F32", [2, 3], path, start, 24), file.Find("a"));
        Assert.Equivalent(new StoredTensor("b.weight", "BF16", [5], path, start + 24, 10), file.Find("b.weight"));
        Assert.Equivalent(new StoredTensor("scalar", "F64", [], path, start + 34, 8), file.Find("scalar"));
        Assert.Equal(start + 42, new FileInfo(path).Length);
    }

    [Fact]
    public void Shards_are_one_checkpoint()
    {
        Write("1.safetensors", ("a", "F32", [2]));
        var second = Write("2.safetensors", ("b", "F16", [3]));
        Index(("a", "1.safetensors"), ("b", "2.safetensors"));
        var file = Safetensors.OpenDirectory(_directory);
        Assert.Equal(["a", "b"], file.Names);
        Assert.Equal(second, file.Find("b")!.File);
    }

    [Theory]
    [InlineData("a", "2.safetensors", "2.safetensors does not hold a")]
    [InlineData("c", "1.safetensors", "1.safetensors does not hold c")]
    [InlineData("a", "3.safetensors", "3.safetensors is missing")]
    [InlineData("a", "../1.safetensors", "'../1.safetensors' is no file beside it")]
    public void An_index_that_is_wrong_is_named(string name, string shard, string reason)
    {
        Write("1.safetensors", ("a", "F32", [2]));
        Write("2.safetensors", ("b", "F16", [3]));
        Index(("b", "2.safetensors"), (name, shard));
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.OpenDirectory(_directory));
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_something_else_is_named()
    {
        var path = Path.Combine(_directory, "model.safetensors");
        void Fails(byte[] bytes)
        {
            File.WriteAllBytes(path, bytes);
            var error = Assert.Throws<InvalidDataException>(() => Safetensors.Open(path));
            Assert.Contains(path, error.Message);
        }
        Assert.Contains("missing", Assert.Throws<InvalidDataException>(() => Safetensors.Open(path)).Message);
        Write("model.safetensors", ("a", "F32", [20, 30]));
        var whole = File.ReadAllBytes(path);
        foreach (var length in (int[])[0, 7, 8, 60, whole.Length / 2, whole.Length - 4])
        {
            Fails(whole[..length]);
        }

        Fails([255, 255, 255, 255, 255, 255, 255, 255, .. whole]);
        Fails([4, 0, 0, 0, 1, 0, 0, 0, .. "null"u8]);
        Fails([4, 0, 0, 0, 0, 0, 0, 0, .. "{no}"u8]);
        Fails([4, 0, 0, 0, 0, 0, 0, 0, .. "null"u8]);
    }

    [Theory]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0,4]}""")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}""")]
    [InlineData("""{"dtype":"F32","shape":[1]}""")]
    [InlineData("""{"dtype":7,"shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("""{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}""")]
    [InlineData("[]")]
    public void A_tensor_that_its_header_does_not_describe_is_named(string entry)
    {
        var header = System.Text.Encoding.UTF8.GetBytes($$"""{"odd": {{entry}}}""");
        var path = Path.Combine(_directory, "model.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, 0, 0, 0, 0]);
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Open(path));
        Assert.Contains("odd", error.Message);
    }

    private string Write(string name, params (string Name, string Type, IReadOnlyList<long> Shape)[] tensors)
    {
        var path = Path.Combine(_directory, name);
        using var file = File.Create(path);
        var places = SafetensorsHeader.Write(file, tensors);
        foreach (var (tensor, type, shape) in tensors)
        {
            Assert.Equal(places[tensor], file.Position);
            file.Write(new byte[shape.Aggregate((long)StoredTensor.Size(type), (a, b) => a * b)]);
        }
        return path;
    }

    private void Index(params (string Name, string Shard)[] places) =>
        File.WriteAllText(
            Path.Combine(_directory, "model.safetensors.index.json"),
            JsonSerializer.Serialize(new { weight_map = places.ToDictionary(p => p.Name, p => p.Shard) })
        );
}
