namespace Platform.Dataset.Selections;

/// <summary>Values of <c>skipLabelledBy</c> that name no labeller.</summary>
internal static class Skip
{
    public const string Anyone = "anyone";
    public const string Nobody = "nobody";
}
