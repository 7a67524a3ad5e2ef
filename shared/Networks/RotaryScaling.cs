namespace Platform.Networks;

/// <summary>How the rotary frequencies of a model were changed to extend its context.</summary>
/// <param name="Factor">Long waves turn this much slower.</param>
/// <param name="Low">
/// Waves longer than the original context / this are long; null: all are (position interpolation, Chen et al. 2023).
/// </param>
/// <param name="High">Waves shorter than the original context / this stay as they are.</param>
/// <param name="Context">Positions of the original model.</param>
public sealed record RotaryScaling(double Factor, double? Low = null, double? High = null, int? Context = null)
{
    /// <summary>
    /// The scaled frequency: f / factor for long waves, f for short ones, and between them (Llama 3.1) the mean of the two,
    /// weighted by where the wave's length w = 2 pi / f lies: share of f = (context / w - low) / (high - low).
    /// </summary>
    public double Of(double frequency)
    {
        if (Low is not { } low || High is not { } high || Context is not { } context)
        {
            return frequency / Factor;
        }

        var share = Math.Clamp(((context * frequency / (2 * Math.PI)) - low) / (high - low), 0, 1);
        return (share * frequency) + ((1 - share) * frequency / Factor);
    }
}
