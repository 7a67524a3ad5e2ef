using System.Runtime.InteropServices;
using System.Text.Json;
using Platform.Training.Models;

namespace Platform.UnitTests.Training.Models;

public sealed class WeightFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("weights-").FullName;
    private readonly FlatVector _weights = Toy.Weights(Toy.Shape(), 1);

    private string File => Path.Combine(_directory, WeightFile.Name);

    public void Dispose()
    {
        _weights.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Weights_come_back_to_the_bit()
    {
        WeightFile.Write(_directory, _weights);
        using var read = new FlatVector(_weights.Layout);
        Assert.Empty(WeightFile.Read(_directory, read));
        Assert.Equal(_weights.All, read.All);
    }

    [Fact]
    public void The_file_is_safetensors()
    {
        var places = WeightFile.Write(_directory, _weights);
        var bytes = System.IO.File.ReadAllBytes(File);
        var length = (int)BitConverter.ToUInt64(bytes);
        Assert.Equal(0, (8 + length) % 64);
        Assert.Equal((byte)'{', bytes[8]);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var end = 0L;
        foreach (var (parameter, i) in _weights.Layout.Parameters.Select((p, i) => (p, i)))
        {
            var entry = header.RootElement.GetProperty(parameter.Name);
            Assert.Equal("F32", entry.GetProperty("dtype").GetString());
            Assert.Equal(parameter.Shape, entry.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()));
            var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
            // The format wants no gaps.
            Assert.Equal([end, end + (4L * parameter.Count)], offsets);
            end = offsets[1];
            Assert.Equal(8 + length + offsets[0], places[parameter.Name]);
            Assert.Equal(
                _weights.Of(i),
                MemoryMarshal.Cast<byte, float>(bytes.AsSpan((int)places[parameter.Name], 4 * parameter.Count))
            );
        }
        Assert.Equal(bytes.Length, 8 + length + end);
    }

    [Fact]
    public void What_has_another_shape_or_no_place_is_left_and_named()
    {
        WeightFile.Write(_directory, _weights);
        using var other = Toy.Weights(Toy.Shape(nGram: 4, classes: 2), 9);
        var kept = other.Of(3).ToArray();
        Assert.Equal("embedding.3", other.Layout.Parameters[3].Name);
        Assert.Equal(["embedding.3", "classifier.weight", "classifier.bias"], WeightFile.Read(_directory, other));
        Assert.Equal(kept, other.Of(3));
        Assert.Equal(_weights.Of(0), other.Of(0));
    }

    [Fact]
    public void A_file_that_is_cut_off_or_something_else_is_named()
    {
        void Fails(byte[] bytes)
        {
            System.IO.File.WriteAllBytes(File, bytes);
            using var read = new FlatVector(_weights.Layout);
            var error = Assert.Throws<InvalidDataException>(() => WeightFile.Read(_directory, read));
            Assert.Contains(File, error.Message);
        }
        Assert.Throws<InvalidDataException>(() => WeightFile.Read(_directory, _weights));
        WeightFile.Write(_directory, _weights);
        var whole = System.IO.File.ReadAllBytes(File);
        foreach (var length in (int[])[0, 7, 8, 100, whole.Length / 2, whole.Length - 4])
            Fails(whole[..length]);
        Fails([255, 255, 255, 255, 255, 255, 255, 255, .. whole]);
        Fails([4, 0, 0, 0, 1, 0, 0, 0, .. "null"u8]);
        Fails([4, 0, 0, 0, 0, 0, 0, 0, .. "{no}"u8]);
        Fails([4, 0, 0, 0, 0, 0, 0, 0, .. "null"u8]);
    }
}
