using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Networks.Llama;
using Platform.Networks.Weights;

namespace Platform.Tests;

/// <summary>A random checkpoint on disk, small unless its settings say otherwise, in the layout of Hugging Face's hub.</summary>
internal sealed class TinyCheckpoint : IDisposable
{
    public const int Vocabulary = 300;

    private const int Width = 16;
    private const int Layers = 2;
    private const int Inner = 24;

    private static readonly string[] Added =
    [
        "<s>",
        "</s>",
        "<pad>",
        "<extra_0>",
        "<|im_start|>",
        "<|im_end|>",
        "<|begin_of_text|>",
        "<|start_header_id|>",
        "<|end_header_id|>",
        "<|eot_id|>",
    ];

    private readonly Random _random = new(5);
    private readonly string _type;
    private readonly double _scale;

    private TinyCheckpoint(string type, double scale) => (_type, _scale) = (type, scale);

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("checkpoint-").FullName;

    /// <summary>Every tensor as the numbers that its type can hold.</summary>
    public Dictionary<string, (long[] Shape, float[] Values)> Tensors { get; } = [];

    /// <summary>Numbers of all tensors.</summary>
    public long Numbers => Tensors.Values.Sum(t => (long)t.Values.Length);

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="config">Fields of config.json that differ from a Llama of this size.</param>
    /// <param name="heads">Tensors of the head by name, with their shapes; -1 stands for the width.</param>
    /// <param name="type">F32, F16 or BF16.</param>
    /// <param name="shards">Number of files.</param>
    /// <param name="scale">Largest magnitude of a weight.</param>
    public static TinyCheckpoint Write(
        string config,
        IReadOnlyDictionary<string, long[]> heads,
        string type = "F32",
        int shards = 2,
        double scale = 0.5
    )
    {
        var checkpoint = new TinyCheckpoint(type, scale);
        var json = JsonNode
            .Parse(
                $$"""
                {"architectures":["LlamaForCausalLM"],"model_type":"llama","vocab_size":{{Vocabulary}},"hidden_size":{{Width}},
                 "intermediate_size":{{Inner}},"num_hidden_layers":{{Layers}},"num_attention_heads":4,"num_key_value_heads":2,
                 "max_position_embeddings":4096,"rms_norm_eps":1e-5,"rope_theta":10000.0,"tie_word_embeddings":false,
                 "hidden_act":"silu","eos_token_id":257}
                """
            )!
            .AsObject();
        foreach (var (name, value) in JsonNode.Parse(config)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        File.WriteAllText(Path.Combine(checkpoint.Directory, "config.json"), json.ToJsonString());

        var shape = LlamaConfig.Read(checkpoint.Directory).Shape(0, language: true);
        foreach (var parameter in shape.Parameters())
        {
            checkpoint.Add(parameter.Name, [.. parameter.Shape]);
        }

        foreach (var (name, sizes) in heads)
        {
            checkpoint.Add(name, [.. sizes.Select(s => s == -1 ? shape.Width : s)]);
        }

        checkpoint.Save(shards);
        checkpoint.WriteTokenizer();
        return checkpoint;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private void Add(string name, long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
        {
            var value = (float)(((_random.NextDouble() * 2) - 1) * _scale);
            if (name.EndsWith("norm.weight", StringComparison.Ordinal))
            {
                value += 1;
            }

            values[i] = _type switch
            {
                "F16" => (float)(Half)value,
                "BF16" => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) & ~0xFFFF),
                _ => value,
            };
        }
        Tensors[name] = (shape, values);
    }

    private void Save(int shards)
    {
        var map = new JsonObject();
        var names = Tensors.Keys.ToList();
        for (var shard = 0; shard < shards; shard++)
        {
            var file = shards == 1 ? "model.safetensors" : $"model-{shard + 1:00000}-of-{shards:00000}.safetensors";
            string[] own = [.. names.Where((_, i) => i % shards == shard)];
            using var stream = File.Create(Path.Combine(Directory, file));
            SafetensorsHeader.Write(stream, own.Select(n => (n, _type, (IReadOnlyList<long>)Tensors[n].Shape)));
            foreach (var name in own)
            {
                map[name] = file;
                stream.Write(Bytes(Tensors[name].Values));
            }
        }
        if (shards > 1)
        {
            File.WriteAllText(
                Path.Combine(Directory, "model.safetensors.index.json"),
                new JsonObject { ["metadata"] = new JsonObject(), ["weight_map"] = map }.ToJsonString()
            );
        }
    }

    private ReadOnlySpan<byte> Bytes(float[] values) =>
        _type switch
        {
            "F16" => MemoryMarshal.AsBytes<Half>(values.Select(v => (Half)v).ToArray()),
            "BF16" => MemoryMarshal.AsBytes<ushort>(
                values.Select(v => (ushort)(BitConverter.SingleToInt32Bits(v) >> 16)).ToArray()
            ),
            _ => MemoryMarshal.AsBytes<float>(values),
        };

    /// <summary>A byte-level vocabulary without merges: a byte is a token, and the added tokens follow.</summary>
    private void WriteTokenizer()
    {
        var vocabulary = new JsonObject();
        var other = 256;
        for (var value = 0; value < 256; value++)
        {
            var prints = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
            vocabulary[((char)(prints ? value : other++)).ToString()] = value;
        }
        var tokenizer = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray(
                [
                    .. Added.Select(
                        (token, i) =>
                            new JsonObject
                            {
                                ["id"] = 256 + i,
                                ["content"] = token,
                                ["single_word"] = false,
                                ["lstrip"] = false,
                                ["rstrip"] = false,
                                ["normalized"] = false,
                                ["special"] = true,
                            }
                    ),
                ]
            ),
            ["normalizer"] = null,
            ["pre_tokenizer"] = JsonNode.Parse(
                """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}"""
            ),
            ["post_processor"] = null,
            ["decoder"] = JsonNode.Parse(
                """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}"""
            ),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray(),
            },
        };
        File.WriteAllText(Path.Combine(Directory, "tokenizer.json"), tokenizer.ToJsonString());
        File.WriteAllText(
            Path.Combine(Directory, "tokenizer_config.json"),
            JsonSerializer.Serialize(new { eos_token = "</s>", pad_token = new { content = "<pad>" } })
        );
    }
}
