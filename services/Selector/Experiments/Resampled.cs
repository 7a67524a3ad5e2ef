using Platform.Kernels.Statistics;

namespace Platform.Selector.Experiments;

/// <summary>A statistic of the problems, with its values on the resamples.</summary>
/// <param name="Value">Its value on the problems.</param>
/// <param name="Draws">Its values on B resamples; NaN where it has none.</param>
internal sealed record Resampled(double Value, double[] Draws)
{
    /// <summary>The mean over problems.</summary>
    /// <param name="problems">One number for each problem.</param>
    /// <param name="resamples">Of these problems.</param>
    public static Resampled Mean(ReadOnlySpan<float> problems, Resamples resamples)
    {
        var sum = 0.0;
        foreach (float value in problems)
        {
            sum += value;
        }

        var draws = new double[resamples.Count];
        for (int b = 0; b < draws.Length; b++)
        {
            var drawn = 0.0;
            for (int p = 0; p < problems.Length; p++)
            {
                drawn += resamples.Times(b, p) * (double)problems[p];
            }

            draws[b] = drawn / problems.Length;
        }

        return new(sum / problems.Length, draws);
    }

    /// <summary>A function of several statistics, resample by resample.</summary>
    public static Resampled From(IReadOnlyList<Resampled> inputs, Func<double[], double> function)
    {
        var arguments = new double[inputs.Count];
        var draws = new double[inputs[0].Draws.Length];
        for (int b = 0; b < draws.Length; b++)
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = inputs[i].Draws[b];
            }

            draws[b] = function(arguments);
        }

        return new(function([.. inputs.Select(i => i.Value)]), draws);
    }

    /// <summary>The mean of several statistics.</summary>
    public static Resampled MeanOf(IReadOnlyList<Resampled> inputs) => From(inputs, values => values.Average());

    public static Resampled operator -(Resampled a, Resampled b) => From([a, b], values => values[0] - values[1]);

    /// <summary>The 95 % interval; NaN twice if too few resamples have a value.</summary>
    public (double Low, double High) Interval() => Bootstrap.Interval([.. Draws]);
}
