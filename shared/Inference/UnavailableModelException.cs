namespace Platform.Inference;

/// <summary>
/// The model cannot be used at the moment, but asking again may help: its files are not where they were, or there is too
/// little memory.
/// </summary>
public sealed class UnavailableModelException(string message) : Exception(message);
