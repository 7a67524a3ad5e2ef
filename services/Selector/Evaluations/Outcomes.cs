using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations;

/// <summary>
/// What every problem contributes to every column (a strategy at one N), in tiles of <see cref="Bootstrap.Width"/> columns;
/// means are kept apart at full precision.
/// </summary>
internal sealed class Outcomes
{
    // A fixed number of partial sums: their order, and so the last bit of every mean, does not depend on the threads.
    private const int Parts = 32;

    private readonly float[][] _tiles;
    private readonly double[]?[] _sums = new double[Parts][];
    private readonly int _problems;
    private readonly int _columns;

    public Outcomes(int problems, int columns)
    {
        (_problems, _columns) = (problems, columns);
        _tiles = new float[(_columns + Bootstrap.Width - 1) / Bootstrap.Width][];
        foreach (ref var tile in _tiles.AsSpan())
        {
            tile = new float[_problems * Bootstrap.Width];
        }
    }

    /// <summary>
    /// Calls <paramref name="write"/> to fill the row of every problem, one part of the problems at a time.
    /// </summary>
    public void Fill(ParallelOptions parallel, Func<Action<int, Span<double>>> write)
    {
        int parts = Math.Min(Parts, _problems);
        Parallel.For(
            0,
            parts,
            parallel,
            part =>
            {
                var row = new double[_columns];
                var sum = _sums[part] = new double[_columns];
                var one = write();
                for (int p = part * _problems / parts; p < (part + 1) * _problems / parts; p++)
                {
                    one(p, row);
                    for (int t = 0; t < _tiles.Length; t++)
                    {
                        var to = _tiles[t].AsSpan(p * Bootstrap.Width, Bootstrap.Width);
                        int from = t * Bootstrap.Width;
                        int width = Math.Min(Bootstrap.Width, _columns - from);
                        for (int c = 0; c < width; c++)
                        {
                            to[c] = (float)row[from + c];
                            sum[from + c] += row[from + c];
                        }
                    }
                }
            }
        );
    }

    public float this[int problem, int column] =>
        _tiles[column / Bootstrap.Width][problem * Bootstrap.Width + column % Bootstrap.Width];

    /// <summary>Mean over problems of every column.</summary>
    public double[] Means()
    {
        var means = new double[_columns];
        foreach (var sum in _sums)
        {
            for (int c = 0; sum is not null && c < _columns; c++)
            {
                means[c] += sum[c];
            }
        }
        foreach (ref double mean in means.AsSpan())
        {
            mean /= _problems;
        }
        return means;
    }

    /// <summary>95 % intervals of every column's mean.</summary>
    public (float[] Low, float[] High) Intervals(Resamples resamples, ParallelOptions parallel)
    {
        var low = new float[_tiles.Length * Bootstrap.Width];
        var high = new float[_tiles.Length * Bootstrap.Width];
        Parallel.For(
            0,
            _tiles.Length,
            parallel,
            () => new float[resamples.Count * Bootstrap.Width],
            (t, _, scratch) =>
            {
                var at = new Range(t * Bootstrap.Width, (t + 1) * Bootstrap.Width);
                Bootstrap.Intervals(_tiles[t], resamples, scratch, low.AsSpan(at), high.AsSpan(at));
                return scratch;
            },
            _ => { }
        );
        return (low, high);
    }
}
