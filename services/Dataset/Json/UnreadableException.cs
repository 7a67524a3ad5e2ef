namespace Platform.Dataset.Json;

/// <summary>Explains what is wrong with a record, naming the field. The reader of the record always catches it.</summary>
internal sealed class UnreadableException : Exception
{
    public UnreadableException(string reason, Exception? inner = null)
        : base(reason, inner) => What = reason;

    /// <param name="path">Where; null if paths are not recorded.</param>
    /// <param name="what">What is wrong there.</param>
    public UnreadableException(FieldPath? path, string what)
        : base($"{path} {what}") => (Path, What) = (path, what);

    public FieldPath? Path { get; }

    public string What { get; }
}
