namespace Platform.Networks;

/// <summary>
/// Cosines and sines of rotary positions (Su et al. 2021), each [positions, half a head], computed in double: the angle of
/// position p and pair i of a head of size h is p f(i), without scaling f(i) = base^(-2i/h).
/// </summary>
public sealed class RotaryTable
{
    /// <param name="positions">Number of positions.</param>
    /// <param name="headSize">Size of a head, even.</param>
    /// <param name="theta">The base.</param>
    /// <param name="scaling">Changes the frequencies of models whose context was extended; null: none.</param>
    public RotaryTable(int positions, int headSize, double theta = 10000, RotaryScaling? scaling = null)
    {
        (Positions, Half) = (positions, headSize / 2);
        (Cosines, Sines) = (new float[positions * Half], new float[positions * Half]);
        for (var i = 0; i < Half; i++)
        {
            var frequency = Math.Pow(theta, -2.0 * i / headSize);
            if (scaling is not null)
            {
                frequency = scaling.Of(frequency);
            }

            for (var p = 0; p < positions; p++)
            {
                (Cosines[(p * Half) + i], Sines[(p * Half) + i]) = (
                    (float)Math.Cos(p * frequency),
                    (float)Math.Sin(p * frequency)
                );
            }
        }
    }

    /// <summary>Number of positions.</summary>
    public int Positions { get; }

    /// <summary>Half a head: the number of pairs.</summary>
    public int Half { get; }

    /// <summary>[positions, half a head], row-major.</summary>
    public float[] Cosines { get; }

    /// <summary>[positions, half a head], row-major.</summary>
    public float[] Sines { get; }
}
