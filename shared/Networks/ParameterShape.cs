namespace Platform.Networks;

/// <summary>One weight.</summary>
/// <param name="Name">Its name in the weights' file.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Deviation">Standard deviation of its random initialisation; 0: every number is the mean.</param>
/// <param name="Decays">Whether weight decay applies.</param>
/// <param name="Mean">Mean of its initialisation: 1 for gains.</param>
public sealed record ParameterShape(string Name, long[] Shape, double Deviation, bool Decays, double Mean = 0)
{
    /// <summary>Number of numbers.</summary>
    public long Count => Shape.Aggregate(1L, (a, b) => a * b);
}
