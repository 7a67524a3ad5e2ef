using Platform.Contracts;

namespace Platform.Training.Runs;

/// <summary>The learning rate of a step.</summary>
internal static class LearningRate
{
    /// <summary>
    /// Linear from 0 over the warm-up. Then, with x from 0 to 1 over the rest and f the final share: cosine f + (1 - f)(1 +
    /// cos(pi x)) / 2; linear 1 - (1 - f) x; constant 1; trapezoid 1 up to 60 % of all steps and linear from there.
    /// </summary>
    /// <param name="step">From 1 to <paramref name="steps"/>.</param>
    public static double At(int step, int steps, TrainingRecipe recipe)
    {
        var warmUp = Math.Min(recipe.WarmUp, steps);
        if (step <= warmUp)
        {
            return recipe.LearningRate * step / warmUp;
        }

        double Rest(double from) => steps <= from ? 1 : (step - from) / (steps - from);
        var f = recipe.FinalLearningRate;
        var flat = Math.Max(warmUp, 0.6 * steps);
        return recipe.LearningRate
            * recipe.Schedule switch
            {
                "cosine" => f + ((1 - f) * (1 + Math.Cos(Math.PI * Rest(warmUp))) / 2),
                "linear" => 1 - ((1 - f) * Rest(warmUp)),
                "trapezoid" => step <= flat ? 1 : 1 - ((1 - f) * Rest(flat)),
                _ => 1,
            };
    }
}
