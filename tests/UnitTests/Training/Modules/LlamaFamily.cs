using System.Text.Json.Nodes;
using Platform.Networks.Llama;

namespace Platform.UnitTests.Training.Modules;

/// <summary>Tiny networks of every kind that the Llama family has, as their <c>config.json</c> describes them.</summary>
internal static class LlamaFamily
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["llama2"] = """{"model_type": "llama", "num_key_value_heads": 4}""",
        ["llama3"] = """
            {"model_type": "llama", "num_key_value_heads": 2, "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3",
             "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8}}
            """,
        ["llama with biases"] = """{"model_type": "llama", "num_key_value_heads": 1, "attention_bias": true}""",
        ["mistral"] = """{"model_type": "mistral", "num_key_value_heads": 2, "sliding_window": 3}""",
        ["qwen2"] = """
            {"model_type": "qwen2", "num_key_value_heads": 2, "rope_theta": 1000000.0, "tie_word_embeddings": true,
             "sliding_window": 4096, "use_sliding_window": false}
            """,
        ["qwen2 with windows"] = """
            {"model_type": "qwen2", "num_key_value_heads": 2, "sliding_window": 4, "use_sliding_window": true,
             "max_window_layers": 1}
            """,
        ["qwen3"] = """
            {"model_type": "qwen3", "num_key_value_heads": 2, "head_dim": 6, "rms_norm_eps": 1e-05, "hidden_act": "silu",
             "tie_word_embeddings": true}
            """,
    };

    public static IEnumerable<string> Names => Settings.Keys;

    /// <summary>The <c>config.json</c> of a family with these settings changed.</summary>
    public static JsonObject Config(string name, string changes = "{}")
    {
        var config = JsonNode
            .Parse(
                """
                {"vocab_size": 12, "hidden_size": 16, "intermediate_size": 20, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "max_position_embeddings": 16}
                """
            )!
            .AsObject();
        foreach (var part in (string[])[Settings[name], changes])
        {
            foreach (var (key, value) in JsonNode.Parse(part)!.AsObject())
            {
                config[key] = value?.DeepClone();
            }
        }

        return config;
    }

    public static LlamaShape Shape(string name, int classes = 3, bool language = true)
    {
        var folder = Directory.CreateTempSubdirectory("llama-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, LlamaConfig.FileName), Config(name).ToJsonString());
            return LlamaConfig.Read(folder).Shape(classes, language);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
