namespace Platform.Dataset.Json;

/// <summary>Explains what is wrong with a record, naming the field. The reader of the record always catches it.</summary>
internal sealed class UnreadableException(string reason, Exception? inner = null) : Exception(reason, inner);
