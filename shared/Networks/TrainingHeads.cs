using Platform.Contracts;
using Platform.Networks.Transformers;

namespace Platform.Networks;

/// <summary>The heads of a network that a training needs.</summary>
/// <param name="Classes">Classes of the classifier; 0: none.</param>
/// <param name="Language">Whether there is a next-token head.</param>
public readonly record struct TrainingHeads(int Classes, bool Language)
{
    /// <summary>The heads for an objective.</summary>
    public static TrainingHeads Of(Objective objective, TrainingRecipe recipe) =>
        new(
            objective switch
            {
                Objective.Language => 0,
                Objective.Process => 3,
                _ => 2,
            },
            objective == Objective.Language || recipe.AuxiliaryLanguage > 0
        );

    /// <summary>The shape of a transformer that is trained from scratch.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="vocabulary">Token ids.</param>
    /// <param name="firstNumber">As <see cref="TransformerShape.FirstNumber"/>.</param>
    public TransformerShape Transformer(TrainingRecipe recipe, int vocabulary, int? firstNumber) =>
        new(
            vocabulary,
            recipe.Context,
            recipe.Layers,
            recipe.Width,
            recipe.Heads,
            recipe.NGram,
            firstNumber,
            recipe.LargestNumber,
            Classes,
            Language
        );
}
