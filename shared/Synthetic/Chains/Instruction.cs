using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Chains;

/// <summary>A kind of instruction: how it is written, worked out, and misunderstood.</summary>
/// <param name="Text">The sentence, with <c>#</c> in place of each parameter.</param>
/// <param name="Weight">How often it is drawn, relative to the other kinds.</param>
/// <param name="MisconceptionRate">Probability that an average author misunderstands it.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Right">The operations that it means.</param>
/// <param name="Misconception">The operations of an author who misunderstands it.</param>
/// <param name="Fits">Whether the amount before it and the parameters make an instruction of this kind.</param>
internal sealed record Instruction(
    string Text,
    double Weight,
    double MisconceptionRate,
    IReadOnlyList<Parameter> Parameters,
    Func<IReadOnlyList<int>, IReadOnlyList<Operation>> Right,
    Func<IReadOnlyList<int>, IReadOnlyList<Operation>> Misconception,
    Func<int, IReadOnlyList<int>, bool> Fits
)
{
    public IReadOnlyList<int> Draw(ref SplitMix random)
    {
        var values = new int[Parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Parameters[i].Values[random.Below(Parameters[i].Values.Count)];
        }

        return values;
    }

    public string Write(IReadOnlyList<int> values)
    {
        var parts = Text.Split('#');
        return string.Concat(parts.Select((part, i) => i == 0 ? part : Parameters[i - 1].Write(values[i - 1]) + part));
    }

    /// <summary>The values of the parameters; null if one of the texts is no such parameter.</summary>
    public IReadOnlyList<int>? Read(IReadOnlyList<string> parameters)
    {
        if (parameters.Count != Parameters.Count)
        {
            return null;
        }

        var values = new int[parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Parameters[i].Read(parameters[i]) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }
        return values;
    }
}
