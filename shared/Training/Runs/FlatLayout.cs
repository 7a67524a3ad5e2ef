using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>Where each weight lies.</summary>
public sealed class FlatLayout
{
    /// <summary>Floats a cache line; every weight begins at one.</summary>
    public const int Line = 16;

    public FlatLayout(IReadOnlyList<ParameterShape> parameters)
    {
        Parameters = parameters;
        var offsets = new int[parameters.Count];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = Count;
            Count += (parameters[i].Count + Line - 1) / Line * Line;
        }
        Offsets = offsets;
    }

    public IReadOnlyList<ParameterShape> Parameters { get; }
    public IReadOnlyList<int> Offsets { get; }

    /// <summary>Floats in all.</summary>
    public int Count { get; }
}
