using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// A token; its text is normalised (<c>\leq</c>, <c>≤</c> and <c>&lt;=</c> are one), its value that of a number or name.
/// </summary>
internal readonly record struct MathToken(
    TokenKind Kind,
    string Text = "",
    Expression? Value = null,
    bool AfterSpace = false
)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;
}

/// <summary>What a token of an answer is.</summary>
internal enum TokenKind
{
    End,
    Number,
    Name,
    Function,
    Word,
    Operator,
    Relation,
    Open,
    Close,
    Bar,
    Separator,
    PlusMinus,
    Union,
    Fraction,
    Root,
    Binomial,
    MatrixBegin,
    MatrixEnd,
    Cell,
    Row,
    Ignored,
}
