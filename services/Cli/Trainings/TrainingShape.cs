using System.Text.Json;
using Platform.Networks;
using Platform.Networks.Llama;
using Platform.Networks.Transformers;

namespace Platform.Cli.Trainings;

/// <summary>The network that a training would train.</summary>
internal static class TrainingShape
{
    private const int Bytes = 260;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The shape by the recipe, or by the files of the base model.</summary>
    /// <exception cref="CommandFailed">The base model is unknown or cannot be a base.</exception>
    public static async Task<NetworkShape> Of(
        DatasetConnection dataset,
        WantedTraining wanted,
        CancellationToken cancellationToken
    )
    {
        var recipe = wanted.Recipe;
        var heads = TrainingHeads.Of(wanted.Train, recipe);
        if (wanted.Base is not { } name)
        {
            var numbers = recipe.Tokenizer == "pieces";
            return numbers
                ? heads.Transformer(recipe, Bytes + recipe.LargestNumber + 1 + recipe.Pieces, Bytes)
                : heads.Transformer(recipe, Bytes, null);
        }
        var model = await dataset.Ask(api => api.GetModel(name, null, cancellationToken), cancellationToken);
        var files = await dataset.Ask(api => api.GetModelFiles(model.Version, cancellationToken), cancellationToken);
        var described =
            files.FirstOrDefault(f => f.Path is LlamaConfig.FileName or TransformerShape.FileName)
            ?? throw new CommandFailed(
                Exit.Rejected,
                $"'{name}' cannot be a base: it has neither {LlamaConfig.FileName} nor {TransformerShape.FileName}. Add a checkpoint again with ./platform models add."
            );
        var bytes = await dataset.Ask(api => Read(api, described.Sha256, cancellationToken), cancellationToken);
        return described.Path == LlamaConfig.FileName
            ? LlamaConfig.Parse(bytes, $"{name}/{described.Path}").Shape(heads.Classes, heads.Language) with
            {
                Context = recipe.Context,
            }
            : JsonSerializer.Deserialize<TransformerShape>(bytes, Web)! with
            {
                Context = recipe.Context,
                Classes = heads.Classes,
                Language = heads.Language,
            };
    }

    private static async Task<byte[]> Read(
        DatasetClient.IDatasetApi api,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        using var response = await api.GetFile(sha256, null, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw response.Error!;
        }

        using var bytes = new MemoryStream();
        await response.Content!.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
