using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Contracts;
using Platform.Networks;
using Platform.Networks.Graphs;
using Platform.Networks.Llama;
using Platform.Networks.Weights;
using Platform.Training.Modules;

namespace Platform.Training.Models;

/// <summary>
/// The files of a model that was trained from a checkpoint of the Llama family, in the layout of Hugging Face's libraries:
/// the whole network with the adapter merged, and the adapter by itself in PEFT's layout.
/// </summary>
internal static class CheckpointFolder
{
    /// <summary>File of the adapter's weights.</summary>
    public const string AdapterWeights = "adapter_model.safetensors";

    /// <summary>File of the adapter's settings.</summary>
    public const string AdapterConfig = "adapter_config.json";

    private const string Weights = "model.safetensors";
    private const string PyTorch = "pt";
    private const string AdapterPrefix = "base_model.model.";

    /// <summary>Files of the base beside its weights; those that it lacks are left out.</summary>
    private static readonly string[] Copied =
    [
        "tokenizer.json",
        "tokenizer_config.json",
        "generation_config.json",
        "chat_template.jinja",
    ];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Writes all files but those that <see cref="ModelFolder.Describe"/> writes.</summary>
    /// <param name="directory">An empty directory that exists.</param>
    /// <param name="plan">Name, objective, recipe and base.</param>
    /// <param name="layout">The text's layout.</param>
    /// <param name="shape">The network.</param>
    /// <param name="model">The trained model.</param>
    public static void Write(
        string directory,
        TrainingPlan plan,
        TextLayout layout,
        LlamaShape shape,
        TrainableModel model
    )
    {
        var origin = plan.Base!;
        foreach (var name in Copied.Append(layout.Tokenizer.File ?? "tokenizer.json").Distinct())
        {
            if (File.Exists(Path.Combine(origin, name)))
            {
                File.Copy(Path.Combine(origin, name), Path.Combine(directory, name));
            }
        }

        WriteConfig(directory, origin, shape);
        var file = Path.Combine(directory, Weights);
        TensorFile.Write(file, [.. shape.Parameters().Select(p => model.Finished(p, keepType: true))], PyTorch);
        if (Adapter.Of(plan.Recipe) is { } adapter)
        {
            WriteAdapter(directory, plan, adapter, model);
        }

        var tensors = Safetensors.Open(file);
        GraphFiles.Write(
            directory,
            plan.Name,
            tensors.HasBFloat16,
            real =>
                plan.Objective == Objective.Language
                    ? LlamaGraphs.Decoding(shape, g => StoredWeights.In(g, tensors), real)
                    : LlamaGraphs.Scoring(shape, g => StoredWeights.In(g, tensors), real)
        );
    }

    /// <summary>The base's description of the network, with the class that has the new head.</summary>
    private static void WriteConfig(string directory, string origin, LlamaShape shape)
    {
        var config = JsonNode.Parse(File.ReadAllBytes(Path.Combine(origin, LlamaConfig.FileName)))!.AsObject();
        var type = (string)config["model_type"]!;
        var what = shape.Classes > 0 ? "ForTokenClassification" : "ForCausalLM";
        config["architectures"] = new JsonArray($"{char.ToUpperInvariant(type[0])}{type[1..]}{what}");
        config.Remove("id2label");
        config.Remove("label2id");
        if (shape.Classes > 0)
        {
            string[] labels = shape.Classes == 2 ? ["negative", "positive"] : ["negative", "neutral", "positive"];
            config["id2label"] = new JsonObject(labels.Select((l, i) => KeyValuePair.Create($"{i}", (JsonNode?)l)));
            config["label2id"] = new JsonObject(labels.Select((l, i) => KeyValuePair.Create(l, (JsonNode?)i)));
        }
        Put(Path.Combine(directory, LlamaConfig.FileName), config);
    }

    private static void WriteAdapter(string directory, TrainingPlan plan, Adapter adapter, TrainableModel model)
    {
        static string ModuleOf(string weight) => weight[..weight.LastIndexOf('.')];
        static bool IsAdapter(string weight) => weight.Contains(".lora_", StringComparison.Ordinal);
        var trained = model.Trained;
        TensorFile.Write(
            Path.Combine(directory, AdapterWeights),
            [.. trained.Select(t => t with { Name = AdapterPrefix + t.Name })],
            PyTorch
        );
        var names = trained.Select(t => t.Name).ToList();
        var targets = names
            .Where(IsAdapter)
            .Select(n => ModuleOf(ModuleOf(n)))
            .Select(n => n[(n.LastIndexOf('.') + 1)..])
            .Distinct()
            .Order(StringComparer.Ordinal);
        var heads = names.Where(n => !IsAdapter(n)).Select(ModuleOf).Distinct().ToList();
        Put(
            Path.Combine(directory, AdapterConfig),
            new JsonObject
            {
                ["peft_type"] = "LORA",
                ["task_type"] = plan.Objective == Objective.Language ? "CAUSAL_LM" : "TOKEN_CLS",
                ["base_model_name_or_path"] = BaseModel.NameOf(plan.Base!),
                ["inference_mode"] = true,
                ["r"] = adapter.Rank,
                ["lora_alpha"] = adapter.Alpha,
                ["lora_dropout"] = 0.0,
                ["target_modules"] = new JsonArray([.. targets.Select(t => (JsonNode)t)]),
                ["modules_to_save"] = heads.Count == 0 ? null : new JsonArray([.. heads.Select(h => (JsonNode)h)]),
                ["bias"] = "none",
                ["fan_in_fan_out"] = false,
                ["init_lora_weights"] = true,
                ["use_rslora"] = false,
                ["use_dora"] = false,
            }
        );
    }

    private static void Put(string path, JsonObject json) => File.WriteAllText(path, json.ToJsonString(Json) + "\n");
}
