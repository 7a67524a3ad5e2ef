namespace Platform.Workbench.Tex;

/// <summary>A part of a text: prose, or a formula with its delimiters.</summary>
/// <param name="Text">As it stands in the text, delimiters included.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Open">Characters of the delimiter before the formula; 0 for an environment, which is its own delimiter.</param>
/// <param name="Close">Characters of the delimiter after it.</param>
internal readonly record struct TexSegment(string Text, TexKind Kind, int Open = 0, int Close = 0);

/// <summary>Kinds of segments.</summary>
internal enum TexKind
{
    /// <summary>No formula.</summary>
    Prose,

    /// <summary>A formula within a line.</summary>
    Inline,

    /// <summary>A formula on a line of its own.</summary>
    Display,
}
