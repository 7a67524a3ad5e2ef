namespace Platform.Networks;

/// <summary>The shape of a network's weights: everything that is needed to build it.</summary>
/// <param name="Vocabulary">Number of token ids.</param>
/// <param name="Context">Number of positions.</param>
/// <param name="Layers">Blocks.</param>
/// <param name="Width">Size of an activation between blocks.</param>
/// <param name="Heads">Attention heads (queries).</param>
/// <param name="Classes">Classes of the step classifier; 0: no classifier.</param>
/// <param name="Language">Whether there is a next-token head.</param>
public abstract record NetworkShape(
    int Vocabulary,
    int Context,
    int Layers,
    int Width,
    int Heads,
    int Classes,
    bool Language
)
{
    /// <summary>Every weight, in the order of the file.</summary>
    public abstract IReadOnlyList<ParameterShape> Parameters();
}
