using Platform.Contracts;

namespace Platform.Networks;

/// <summary>
/// Low-rank adapters (LoRA, Hu et al. 2021): a frozen matrix W that y = x W is computed with gets y + alpha / rank (x A) B. A
/// starts at random, B at 0, so training starts from the base model.
/// </summary>
/// <param name="Rank">Columns of A and rows of B.</param>
/// <param name="Alpha">Scale of the adapters, times the rank.</param>
/// <param name="Targets">Which matrices have one: <c>attention</c>, <c>mlp</c> or <c>all</c>.</param>
internal sealed record Adapter(int Rank, double Alpha, string Targets)
{
    public double Scale => Alpha / Rank;

    /// <summary>The recipe's adapter; null for training every weight.</summary>
    public static Adapter? Of(TrainingRecipe recipe) =>
        recipe.Adapter == "lora" ? new(recipe.Rank, recipe.Alpha, recipe.AdapterTargets) : null;

    public static string A(string weight) => $"{Stem(weight)}.lora_A.weight";

    public static string B(string weight) => $"{Stem(weight)}.lora_B.weight";

    /// <summary>Whether a weight is the matrix of a projection that gets an adapter.</summary>
    public bool Adapts(ParameterShape weight)
    {
        var attention =
            weight.Name.Contains(".attention.", StringComparison.Ordinal)
            || weight.Name.Contains(".self_attn.", StringComparison.Ordinal);
        var mlp = weight.Name.Contains(".mlp.", StringComparison.Ordinal);
        return weight.Shape.Length == 2
            && Targets switch
            {
                "attention" => attention,
                "mlp" => mlp,
                _ => attention || mlp,
            };
    }

    /// <summary>A and B of every adapted matrix, both [outputs, inputs] where the matrix is, else [inputs, outputs].</summary>
    public IEnumerable<ParameterShape> Parameters(NetworkShape shape)
    {
        foreach (var weight in shape.Parameters().Where(Adapts))
        {
            var outputsFirst = OutputsFirst(weight.Name);
            var (inputs, outputs) = outputsFirst
                ? (weight.Shape[1], weight.Shape[0])
                : (weight.Shape[0], weight.Shape[1]);
            yield return new(
                A(weight.Name),
                outputsFirst ? [Rank, inputs] : [inputs, Rank],
                1 / Math.Sqrt(inputs),
                true
            );
            yield return new(B(weight.Name), outputsFirst ? [outputs, Rank] : [Rank, outputs], 0, true);
        }
    }

    /// <summary>Checkpoints of the Llama family name their matrices <c>*.weight</c> and store them [outputs, inputs].</summary>
    public static bool OutputsFirst(string weight) => weight.EndsWith(".weight", StringComparison.Ordinal);

    private static string Stem(string weight) => OutputsFirst(weight) ? weight[..^".weight".Length] : weight;
}
