using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Parses the tokens of an answer: lists of relations between sets of expressions.</summary>
internal sealed class MathParser
{
    private const int MostChoices = 3;
    private const int MostRelations = 40;
    private readonly ExpressionParser expressions;
    private readonly TokenCursor cursor;
    private readonly UnitReader units;
    private readonly bool hasMatrix;
    private int depth;
    private readonly BracketParser brackets;

    private MathParser(TokenCursor cursor)
    {
        this.cursor = cursor;
        expressions = new ExpressionParser(cursor);
        units = new UnitReader(cursor, expressions);
        brackets = new BracketParser(cursor, this);
        for (var i = 0; i < cursor.Count && !hasMatrix; i++)
        {
            hasMatrix = cursor.At(i).Kind == TokenKind.MatrixBegin;
        }
    }

    /// <summary>Null for anything that is not understood as a whole.</summary>
    public static MathAnswer? Parse(TokenCursor cursor)
    {
        var parser = new MathParser(cursor);
        parser.Fillers();
        var start = cursor.Position;
        if (start == cursor.Count)
        {
            // Nothing but words that usually introduce an answer.
            cursor.Position = 0;
            return parser.Words();
        }
        return parser.Answer();
    }

    private MathAnswer? Answer()
    {
        var answer = List();
        if (answer is null)
        {
            return null;
        }
        var qualifiers = new SortedSet<string>(StringComparer.Ordinal);
        while (Qualifiers.Read(cursor) is { } qualifier)
        {
            qualifiers.Add(qualifier);
        }
        Fillers();
        while (cursor.Current.Kind == TokenKind.Row)
        {
            cursor.Next();
        }
        return cursor.Current.Kind == TokenKind.End ? Qualifiers.Apply(answer, qualifiers) : null;
    }

    /// <summary>Skips words that do not change an answer, and a sign of equality or a colon before it.</summary>
    private void Fillers()
    {
        while (
            (cursor.Current.Kind == TokenKind.Word && MathWords.IsFiller(cursor.Current.Text) && !IsUnitWord())
            || (
                cursor.Position < cursor.Count
                && cursor.Current
                    is { Kind: TokenKind.Relation, Text: "=" or "≈" }
                        or { Kind: TokenKind.Operator, Text: ":" }
                && IsAtStart()
            )
            || (cursor.Current.Kind == TokenKind.Separator && IsAtStart() && cursor.Position > 0)
        )
        {
            cursor.Next();
        }
    }

    private bool IsUnitWord() => cursor.Position > 0 && Units.Find(cursor.Current.Text) is not null;

    private bool IsAtStart()
    {
        for (var i = 0; i < cursor.Position; i++)
        {
            if (cursor.At(i).Kind is not (TokenKind.Word or TokenKind.Separator))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Elements separated by commas, semicolons, "and", "or"; a list is a collection.</summary>
    public MathAnswer? List()
    {
        if (Item() is not { } first)
        {
            return null;
        }
        if (!SkipSeparators(out var separator))
        {
            return first is MathAnswer.Dots ? null : first;
        }
        var items = new List<MathAnswer> { first };
        var separators = new List<string>();
        while (cursor.Current.Kind is not (TokenKind.End or TokenKind.Close) && !Qualifiers.Starts(cursor))
        {
            if (Item() is not { } item)
            {
                return null;
            }
            separators.Add(separator);
            items.Add(item);
            if (!SkipSeparators(out separator))
            {
                break;
            }
        }
        return Lists.Combine(items, separators);
    }

    /// <summary>Skips separators that belong together, as in ", and"; the word says most.</summary>
    public bool SkipSeparators(out string separator)
    {
        separator = "";
        if (Qualifiers.Starts(cursor))
        {
            return false;
        }
        while (
            cursor.Current.Kind == TokenKind.Separator
            || cursor.Current is { Kind: TokenKind.Word, Text: "and" or "or" }
        )
        {
            separator = cursor.Current.Text is "," && separator.Length > 0 ? separator : cursor.Current.Text;
            cursor.Next();
        }
        return separator.Length > 0;
    }

    /// <summary>An expression, set, quantity or relation.</summary>
    public MathAnswer? Item()
    {
        if (cursor.Current.Kind == TokenKind.Ellipsis)
        {
            cursor.Next();
            return new MathAnswer.Dots();
        }
        if (Labels.EventEnd(cursor) is var end and > 0)
        {
            return Probability(end);
        }
        var start = cursor.Position;
        if (Side() is not { } first)
        {
            return null;
        }
        if (cursor.Current.Kind != TokenKind.Relation)
        {
            return first;
        }
        List<MathAnswer> sides = [first];
        List<string> relations = [];
        var labels = new List<string?> { null };
        while (cursor.Current.Kind == TokenKind.Relation)
        {
            labels[^1] = Labels.Read(cursor, start, cursor.Position);
            var relation = cursor.Current.Text;
            cursor.Next();
            start = cursor.Position;
            if (relations.Count == MostRelations || Side() is not { } side)
            {
                return null;
            }
            // An approximation that follows a value is not part of the answer.
            if (relation == "≈" && (relations.Count > 0 || Statements.IsConstant(first)))
            {
                start = cursor.Position;
                continue;
            }
            sides.Add(side);
            relations.Add(relation);
            labels.Add(Labels.Read(cursor, start, cursor.Position));
        }
        if (relations.Count == 0)
        {
            return first;
        }
        return Modulus() is { } modulus
            ? Statements.Congruence(sides, relations, labels[0], modulus)
            : Statements.Simplify([.. sides], [.. relations], [.. labels]);
    }

    /// <summary><c>P(X=2) = 0.5</c>, whose name contains a relation.</summary>
    private MathAnswer.Named? Probability(int end)
    {
        var label = cursor.Written(cursor.Position, end);
        cursor.Position = end + 1;
        return Item() is MathAnswer.Value value && Statements.IsConstant(value)
            ? new MathAnswer.Named(label, value)
            : null;
    }

    /// <summary>One side of a relation, with its unit.</summary>
    public MathAnswer? Side()
    {
        var currency = cursor.Current.Kind == TokenKind.Unit ? units.Prefix() : null;
        var isNegative =
            currency is null
            && cursor.Current.Is(TokenKind.Operator, "-")
            && cursor.At(cursor.Position + 1).Kind == TokenKind.Unit;
        if (isNegative)
        {
            cursor.Next();
            currency = units.Prefix();
        }
        if (Combination() is not { } side)
        {
            return null;
        }
        if (isNegative)
        {
            side = side is MathAnswer.Value amount
                ? new MathAnswer.Value(Expression.Negative(amount.Expression))
                : side;
        }
        if (currency is not null)
        {
            return side is MathAnswer.Value && (units.Read(side) is not { } second || second == currency)
                ? new MathAnswer.Quantity(side, units.Rate(currency))
                : null;
        }
        return ClockTimes.Read(cursor, side) ?? units.Measured(side);
    }

    private Expression? Modulus()
    {
        var isBracket =
            cursor.Current.Is(TokenKind.Open, "(") && cursor.At(cursor.Position + 1).Is(TokenKind.Operator, "mod");
        if (isBracket || cursor.Current.Kind == TokenKind.Modulus)
        {
            cursor.Position += isBracket ? 2 : 1;
            var modulus = isBracket ? expressions.ParseInner() : expressions.ParseArgument();
            if (isBracket)
            {
                if (cursor.Current.Kind != TokenKind.Close)
                {
                    return null;
                }
                cursor.Next();
            }
            return modulus;
        }
        return null;
    }

    /// <summary>Sets joined by union signs, or a single set.</summary>
    private MathAnswer? Combination()
    {
        var combined = Part();
        while (combined is not null && cursor.Current.Kind == TokenKind.SetOperator)
        {
            var sign = cursor.Current.Text;
            cursor.Next();
            combined = Part() is { } part ? Sets.Combine(sign, combined, part) : null;
        }
        while (combined is MathAnswer.Reals && IsDifference())
        {
            cursor.Next();
            combined = Part() is { } part ? Sets.Combine("∖", combined, part) : null;
        }
        return combined is MathAnswer.Value value && Modulus() is { } modulus
            ? new MathAnswer.Residue(value.Expression, modulus)
            : combined;
    }

    /// <summary>Whether a minus sign takes a set away, as in <c>\mathbb{R} - \{3\}</c>.</summary>
    private bool IsDifference() =>
        cursor.Current.Is(TokenKind.Operator, "-") && cursor.At(cursor.Position + 1).Is(TokenKind.Open, "{");

    private MathAnswer? Part()
    {
        if (++depth > 40)
        {
            return null;
        }
        var part = cursor.Current.Kind switch
        {
            TokenKind.Word => Words(),
            TokenKind.Set => Set(),
            _ when hasMatrix && Matrix() is { } matrix => matrix,
            TokenKind.Open => brackets.Parse() ?? Value(),
            TokenKind.Name => brackets.Point() ?? Value(),
            _ => Value(),
        };
        depth--;
        return part;
    }

    private MathAnswer Set()
    {
        var set = cursor.Current.Text;
        cursor.Next();
        return set switch
        {
            MathCommands.Reals => new MathAnswer.Reals(RealSet.All),
            MathCommands.EmptySet => new MathAnswer.Reals(RealSet.Empty),
            _ => new MathAnswer.NamedSet(set),
        };
    }

    /// <summary>Matrices and their arithmetic; null, and nothing taken, for anything else.</summary>
    private MathAnswer.Table? Matrix()
    {
        var start = cursor.Position;
        if (expressions.Matrices.Parse() is { } matrix && !cursor.ContinuesExpression(cursor.Position))
        {
            return new MathAnswer.Table(matrix);
        }
        cursor.Position = start;
        return null;
    }

    /// <summary>Words that are an answer, or name one that follows a sign of equality.</summary>
    private MathAnswer? Words()
    {
        var start = cursor.Position;
        while (
            cursor.Current.Kind == TokenKind.Word && cursor.Current.Text is not ("and" or "or")
            || (
                cursor.Position > start
                && cursor.Current is { Kind: TokenKind.Name }
                && !cursor.At(cursor.Position - 1).IsWord("except")
            )
        )
        {
            cursor.Next();
        }
        var isWhole =
            cursor.Current.Kind is TokenKind.End or TokenKind.Separator or TokenKind.Close or TokenKind.Relation
            || cursor.Current is { Kind: TokenKind.Word };
        if (cursor.Position > start && isWhole)
        {
            return Phrases.Read(cursor.Written(start, cursor.Position));
        }
        return
            cursor.At(cursor.Position - 1) is { Kind: TokenKind.Word, Text: "except" or "excluding" }
            && Phrases.Read(cursor.Written(start, cursor.Position - 1)) is MathAnswer.Reals set
            ? Without(set)
            : null;
    }

    /// <summary>The numbers of a set other than those listed.</summary>
    private MathAnswer? Without(MathAnswer.Reals set)
    {
        var excluded = List() switch
        {
            MathAnswer.Named { IsSolved: false } named => named.Meaning,
            var others => others,
        };
        return excluded switch
        {
            MathAnswer.Value value => Sets.Combine("∖", set, new MathAnswer.Collection([value])),
            MathAnswer.Collection or MathAnswer.Reals => Sets.Combine("∖", set, excluded),
            _ => null,
        };
    }

    private bool SkipColon()
    {
        if (!cursor.Current.Is(TokenKind.Operator, ":"))
        {
            return false;
        }
        cursor.Next();
        return true;
    }

    /// <summary>An expression; with plus-minus signs, all that it stands for; with colons, a ratio or a time.</summary>
    private MathAnswer? Value()
    {
        List<MathAnswer>? parts = null;
        MathAnswer first;
        do
        {
            if (Choices() is not { } part)
            {
                return null;
            }
            first = part;
            parts?.Add(part);
            if (parts is null && cursor.Current.Is(TokenKind.Operator, ":"))
            {
                parts = [part];
            }
        } while (SkipColon());
        return parts is null
            ? first
            : new MathAnswer.Sequence(MathAnswer.Sequence.Colon, MathAnswer.Sequence.Colon, [.. parts]);
    }

    private MathAnswer? Choices()
    {
        var start = cursor.Position;
        if (expressions.Parse() is not { } first)
        {
            return null;
        }
        var signs = expressions.PlusMinusSigns;
        if (signs == 0)
        {
            return new MathAnswer.Value(first)
            {
                IsTwoDigits =
                    cursor.Position == start + 1
                    && cursor.At(start) is { Kind: TokenKind.Number, Text: MathToken.TwoDigits },
            };
        }
        if (signs > MostChoices)
        {
            return null;
        }
        List<MathAnswer> values = [new MathAnswer.Value(first)];
        for (var choice = 1; choice < 1 << signs; choice++)
        {
            cursor.Position = start;
            if (expressions.Parse(choice) is not { } other)
            {
                return null;
            }
            values.Add(new MathAnswer.Value(other));
        }
        return new MathAnswer.Collection([.. values]);
    }
}
