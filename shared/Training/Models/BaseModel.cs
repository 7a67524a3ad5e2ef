using Platform.Contracts;
using Platform.Inference;
using Platform.Networks;
using Platform.Networks.Llama;
using Platform.Networks.Weights;

namespace Platform.Training.Models;

/// <summary>A model that a training starts from: one that was trained here, or a checkpoint of the Llama family.</summary>
/// <param name="Shape">Its network with the heads of the new model.</param>
/// <param name="Layout">The text's layout.</param>
internal sealed record BaseModel(NetworkShape Shape, TextLayout Layout)
{
    /// <summary>Reads the model in a directory.</summary>
    /// <param name="directory">Its directory.</param>
    /// <param name="objective">What the new model learns.</param>
    /// <param name="context">Longest sequence of the new model.</param>
    /// <param name="classes">Classes of the new model; 0: none.</param>
    /// <param name="language">Whether the new model has a next-token head.</param>
    /// <exception cref="InvalidDataException">It cannot be a base; the message says why.</exception>
    public static BaseModel Read(string directory, Objective objective, int context, int classes, bool language)
    {
        if (!File.Exists(Path.Combine(directory, LlamaConfig.FileName)))
        {
            var (shape, tokenizer) = ModelFolder.Read(directory);
            return new(
                shape with
                {
                    Context = context,
                    Classes = classes,
                    Language = language,
                },
                new TextLayout(tokenizer, Tokenizer.Load(tokenizer, directory))
            );
        }
        var llama = LlamaConfig.Read(directory).Shape(classes, language);
        if (context > llama.Context)
        {
            throw new InvalidDataException(
                $"context {context} is longer than the base model's {llama.Context} positions: lower --context."
            );
        }

        var layout = LayoutOf(directory);
        if (objective == Objective.Language && layout.Ends.Count == 0)
        {
            throw new InvalidDataException(
                "the base model is a reward model, which names no end token: a language model is trained from a language model."
            );
        }

        return new(llama with { Context = context }, layout);
    }

    /// <summary>The weights of the model in a directory.</summary>
    /// <exception cref="InvalidDataException">They are missing or damaged.</exception>
    /// <exception cref="UnavailableModelException">They are in place, and missing or changed.</exception>
    public static Safetensors ReadWeights(string directory)
    {
        if (!File.Exists(Path.Combine(directory, LlamaConfig.FileName)))
        {
            return ModelFolder.ReadWeights(directory);
        }

        if (InPlaceWeights.Find(directory) is not { } weights)
        {
            return Safetensors.OpenDirectory(directory);
        }

        weights.Check(InPlaceRecord.Read(directory));
        return Safetensors.Open(weights.Paths);
    }

    /// <summary>The name in a base's manifest.</summary>
    public static string NameOf(string directory)
    {
        var file = Path.Combine(directory, LanguageManifest.FileName);
        return File.Exists(file)
            ? LanguageManifest.Parse(File.ReadAllBytes(file), file).Name
            : Manifest.Read(directory).Name;
    }

    /// <summary>The base's own prompt and step separator; a line feed where it has no separator.</summary>
    private static TextLayout LayoutOf(string directory)
    {
        var file = Path.Combine(directory, LanguageManifest.FileName);
        if (File.Exists(file))
        {
            var language = LanguageManifest.Parse(File.ReadAllBytes(file), file);
            var words = Tokenizer.Load(language.Tokenizer, directory);
            return new(language.Tokenizer, words, language.Prompt, LineFeed(words), language.End);
        }
        var reward = Manifest.Read(directory);
        var template = reward.Template;
        if (template.Joined || template.FirstStep is not null || template.Between is not null)
        {
            throw new InvalidDataException(
                $"{reward.Name} has a template that cannot be trained with, because its steps are turns of a conversation or one "
                    + "text: use the language model that it was made from as the base."
            );
        }

        var tokenizer = Tokenizer.Load(reward.Tokenizer, directory);
        IReadOnlyList<int> separator = template.Separator.Count > 0 ? template.Separator : LineFeed(tokenizer);
        return new(reward.Tokenizer, tokenizer, template.Prefix, separator, []);
    }

    private static List<int> LineFeed(Tokenizer tokenizer)
    {
        var ids = new List<int>();
        tokenizer.Encode("\n", ids);
        return ids;
    }
}
