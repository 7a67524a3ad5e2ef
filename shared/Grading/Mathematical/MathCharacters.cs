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
            ('+' or '-' or '*' or '/' or '^' or '_' or '!' or ':' or '\'', _) => (
                new(TokenKind.Operator, c.ToString()),
                1
            ),
            ('<' or '>' or '=', _) => (new(TokenKind.Relation, c.ToString()), 1),
            ('(' or '[', _) => (new(TokenKind.Open, c.ToString()), 1),
            (')' or ']', _) => (new(TokenKind.Close, c.ToString()), 1),
            ('{', _) => (new(TokenKind.Open, TokenCursor.Group), 1),
            ('}', _) => (new(TokenKind.Close, TokenCursor.Group), 1),
            ('|', _) => (new(TokenKind.Bar), 1),
            (',' or ';', _) => (new(TokenKind.Separator, c.ToString()), 1),
            ('&', _) => (new(TokenKind.Cell), 1),
            ('%', _) => (new(TokenKind.Ignored), 1),
            // The end of a sentence.
            ('.', ' ' or '\n') => (new(TokenKind.Ignored), 1),
            _ => null,
        };
}
