namespace Platform.Dataset.Json;

/// <summary>Path of a value in its record; it is formatted only if the value is wrong.</summary>
internal sealed class FieldPath(FieldPath? parent, string? name, int index = 0)
{
    /// <summary>The record itself.</summary>
    public static readonly FieldPath Root = new(null, "");

    public override string ToString() =>
        name is null ? $"{parent}[{index}]"
        : parent is null || parent == Root ? name
        : $"{parent}.{name}";
}
