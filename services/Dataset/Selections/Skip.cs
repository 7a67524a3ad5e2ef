using Platform.Contracts;

namespace Platform.Dataset.Selections;

/// <summary>Values of <c>skipLabelledBy</c> that name no labeller.</summary>
internal static class Skip
{
    public const string Anyone = Labellers.Anyone;
    public const string Nobody = "nobody";
}
