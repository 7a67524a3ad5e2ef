namespace Platform.Training.Models;

/// <summary>Where each weight is in a flat vector.</summary>
internal sealed class FlatLayout
{
    /// <summary>Floats per cache line; every weight starts at one.</summary>
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

    /// <summary>Total number of floats.</summary>
    public int Count { get; }
}
