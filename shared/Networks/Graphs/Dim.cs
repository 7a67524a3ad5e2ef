namespace Platform.Networks.Graphs;

/// <summary>
/// A dimension of a shape: a number, or a symbol whose value is known when the graph runs. Products of symbols are symbols,
/// <c>batch*sequence</c>.
/// </summary>
internal readonly record struct Dim(long Size, string? Symbol = null)
{
    public bool IsKnown => Symbol is null;

    public static implicit operator Dim(long size) => new(size);

    public static implicit operator Dim(string symbol) => new(-1, symbol);

    public static Dim operator *(Dim a, Dim b) =>
        a.IsKnown && b.IsKnown ? a.Size * b.Size
        : a == 1 ? b
        : b == 1 ? a
        : $"{a}*{b}";

    public override string ToString() => Symbol ?? Size.ToString();
}
