namespace Platform.Grading.Mathematical;

/// <summary>Single characters, and pairs such as <c>&lt;=</c>, as tokens.</summary>
internal static class MathCharacters
{
    /// <summary>The token that starts with a character, and its length; null for what is not mathematics.</summary>
    public static (MathToken Token, int Length)? Read(char c, char next) =>
        (c, next) switch
        {
            ('*', '*') => (new(TokenKind.Operator, "^"), 2),
            ('!', '=') => (new(TokenKind.Relation, "≠"), 2),
            ('<', '=') => (new(TokenKind.Relation, "≤"), 2),
            ('>', '=') => (new(TokenKind.Relation, "≥"), 2),
            ('=', '=') => (new(TokenKind.Relation, "="), 2),
            ('+', _) => (new(TokenKind.Operator, "+"), 1),
            ('-', _) => (new(TokenKind.Operator, "-"), 1),
            ('*', _) => (new(TokenKind.Operator, "*"), 1),
            ('/', _) => (new(TokenKind.Operator, "/"), 1),
            ('^', _) => (new(TokenKind.Operator, "^"), 1),
            ('_', _) => (new(TokenKind.Operator, "_"), 1),
            ('!', _) => (new(TokenKind.Operator, "!"), 1),
            (':', _) => (new(TokenKind.Operator, ":"), 1),
            ('\'', _) => (new(TokenKind.Operator, "'"), 1),
            ('<', _) => (new(TokenKind.Relation, "<"), 1),
            ('>', _) => (new(TokenKind.Relation, ">"), 1),
            ('=', _) => (new(TokenKind.Relation, "="), 1),
            ('(', _) => (new(TokenKind.Open, "("), 1),
            ('[', _) => (new(TokenKind.Open, "["), 1),
            (')', _) => (new(TokenKind.Close, ")"), 1),
            (']', _) => (new(TokenKind.Close, "]"), 1),
            ('{', _) => (new(TokenKind.Open, TokenCursor.Group), 1),
            ('}', _) => (new(TokenKind.Close, TokenCursor.Group), 1),
            ('|', '|') => (new(TokenKind.Unknown, "‖"), 2),
            ('|', _) => (new(TokenKind.Bar), 1),
            (',', _) => (new(TokenKind.Separator, ","), 1),
            (';', _) => (new(TokenKind.Separator, ";"), 1),
            ('&', _) => (new(TokenKind.Cell), 1),
            ('%', _) => (new(TokenKind.Unit, "%"), 1),
            // The end of a sentence.
            ('.', ' ' or '\n' or '\r') => (new(TokenKind.Ignored), 1),
            _ => null,
        };
}
