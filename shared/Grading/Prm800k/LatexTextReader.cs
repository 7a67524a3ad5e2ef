using System.Buffers;
using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>Reads one LaTeX text into plain text: recursive descent of bounded depth and bounded work.</summary>
internal sealed class LatexTextReader(string latex)
{
    // Deeper nesting exhausts the reference's stack; it then continues with the LaTeX as it is.
    private const int MaximumDepth = 150;

    /// <summary>What is not plain text everywhere.</summary>
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\{}[]&~-`'!?");

    /// <summary>The same and spaces, which vanish before commands in mathematics.</summary>
    private static readonly SearchValues<char> MarksInMaths = SearchValues.Create(
        [.. "\\{}[]&~-`'!?", .. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(Python.IsSpace)]
    );

    // An unfinished argument list is read again as text; nested ones would double the work each time.
    private readonly int budget = (20 * latex.Length) + 1000;
    private int spent;
    private int position;
    private bool failed;

    private enum Ending
    {
        EndOfText,
        Brace,
        Bracket,
        Maths,
        Environment,
    }

    /// <summary>What ends the text being read, and how spaces and separators count in it.</summary>
    private sealed record Level(Ending Ending, int Depth, bool InMaths, string Name = "", LatexTable? Table = null)
    {
        public Level Inner(Ending ending) => new(ending, Depth + 1, InMaths);
    }

    public string? Read()
    {
        var text = Nodes(new Level(Ending.EndOfText, 0, InMaths: false));
        return failed ? null : text;
    }

    /// <summary>Reads up to and including the end of this level; a closing mark that matches nothing is skipped.</summary>
    private string Nodes(Level level)
    {
        failed |= level.Depth > MaximumDepth;
        var into = new StringBuilder();
        var afterText = false;
        while (!failed)
        {
            failed |= ++spent > budget;
            var spaces = Spaces();
            if (position >= latex.Length)
            {
                into.Append(spaces);
                break;
            }
            var isText = IsText(latex[position], level.Ending);
            if (isText || afterText || !level.InMaths)
            {
                into.Append(spaces);
            }
            afterText = isText;
            if (isText)
            {
                Run(into, level);
            }
            else if (EndsWith(into, level))
            {
                break;
            }
        }
        level.Table?.EndCell(into);
        return into.ToString();
    }

    /// <summary>
    /// Copies a character of plain text and those behind it that are text in every level; outside of mathematics also spaces.
    /// </summary>
    private void Run(StringBuilder into, Level level)
    {
        var rest = latex.AsSpan(position + 1);
        var length = rest.IndexOfAny(level.InMaths ? MarksInMaths : Marks);
        length = 1 + (length < 0 ? rest.Length : length);
        into.Append(latex, position, length);
        position += length;
        spent += length - 1;
    }

    private bool IsText(char c, Ending ending) =>
        c switch
        {
            '\\' or '{' or '}' or '&' or '~' => false,
            '[' or ']' => ending != Ending.Bracket,
            '-' or '`' or '\'' => !Doubled(c),
            '!' or '?' => position + 1 >= latex.Length || latex[position + 1] != '`',
            _ => true,
        };

    private bool Doubled(char c) => position + 1 < latex.Length && latex[position + 1] == c;

    /// <summary>Reads one thing that is not plain text; true when it ends the level.</summary>
    private bool EndsWith(StringBuilder into, Level level)
    {
        var c = latex[position];
        switch (c)
        {
            case '\\' when position + 1 == latex.Length:
                position++;
                return true;
            case '\\':
                return CommandEnds(into, level);
            case '{' or '[':
                position++;
                into.Append(Nodes(level.Inner(c == '{' ? Ending.Brace : Ending.Bracket)));
                return false;
            case '}' or ']':
                position++;
                return level.Ending == (c == '}' ? Ending.Brace : Ending.Bracket);
            case '&' when level.Table is not null:
                position++;
                level.Table.EndCell(into);
                return false;
            default:
                Ligature(into);
                return false;
        }
    }

    private void Ligature(StringBuilder into)
    {
        var (length, text) = latex.AsSpan(position) switch
        {
            ['-', '-', '-', ..] => (3, "—"),
            ['-', ..] => (2, "–"),
            ['`', ..] => (2, "“"),
            ['\'', ..] => (2, "”"),
            ['!', ..] => (2, "¡"),
            ['?', ..] => (2, "¿"),
            ['&', ..] => (1, "   "),
            _ => (1, "\u00a0"),
        };
        into.Append(text);
        position += length;
    }

    private bool CommandEnds(StringBuilder into, Level level)
    {
        var command = CommandName();
        switch (command)
        {
            case "(" or "[":
                var close = command == "(" ? ")" : "]";
                var inside = Python.Strip(Nodes(new Level(Ending.Maths, level.Depth + 1, InMaths: true, close)));
                into.Append(command == "(" ? inside : Indented(inside));
                return false;
            case ")" or "]":
                return level.Ending == Ending.Maths && level.Name == command;
            case "begin" or "end" when EnvironmentName() is { } name:
                if (command == "end")
                {
                    return level.Ending == Ending.Environment && level.Name == name;
                }
                into.Append(Environment(name, level));
                return false;
            case "begin" or "end":
                into.Append('\\').Append(command);
                return false;
            default:
                Macro(into, command, level);
                return false;
        }
    }

    private void Macro(StringBuilder into, string command, Level level)
    {
        var macro = LatexMacros.Find(command);
        var spaces = char.IsLetter(command[0]) ? Spaces() : default;
        var start = position;
        var arguments = Arguments(macro.Arguments, level);
        if (arguments is null)
        {
            position = start;
        }
        if (command == "\\" && level.Table is not null)
        {
            level.Table.EndRow(into);
            return;
        }
        into.Append(Text(macro, arguments));
        var isBare = macro.Arguments.Length == 0;
        if (isBare && level.InMaths && position < latex.Length && IsText(latex[position], level.Ending))
        {
            into.Append(spaces);
        }
    }

    private string Text(LatexMacro macro, string[]? arguments)
    {
        if (arguments is null or [] && macro.Kind is MacroText.Root or MacroText.LastArgument)
        {
            failed = true;
            return "";
        }
        var last = arguments is [.., var argument] ? argument : "";
        return macro.Kind switch
        {
            MacroText.Symbol => macro.Text,
            MacroText.Arguments => last,
            // The reference's templates are left as they are when there is nothing to fill in.
            MacroText.Same => arguments is null ? "%s" : last,
            MacroText.Fraction => arguments is [var above, var below] ? $"{above}/{below}" : "%s/%s",
            MacroText.Root => $"√({last})",
            MacroText.LastArgument => last,
            MacroText.Accent => Accents.Put(macro.Text, arguments is null ? " " : Python.Strip(last)),
            MacroText.Letters => MathLetters.Style(last, macro.Text),
            _ => "",
        };
    }

    /// <summary>Reads the arguments; null when the text ends before the last of them.</summary>
    private string[]? Arguments(string specification, Level level)
    {
        if (specification.Length == 0)
        {
            return [];
        }
        var arguments = new string[specification.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = "";
            var start = position;
            Spaces();
            var atEnd = position >= latex.Length || (latex[position] == '\\' && position + 1 == latex.Length);
            switch (specification[i])
            {
                case '{' when atEnd:
                case '*' when atEnd:
                    return null;
                case '{':
                    arguments[i] = Expression(level);
                    break;
                case '*' when latex[position] == '*':
                    position++;
                    break;
                case '[' when !atEnd && latex[position] == '[':
                    position++;
                    arguments[i] = Nodes(level.Inner(Ending.Bracket));
                    break;
                default:
                    position = start;
                    break;
            }
        }
        return arguments;
    }

    /// <summary>One mandatory argument: a group, a command without arguments of its own, or a character.</summary>
    private string Expression(Level level)
    {
        switch (latex[position])
        {
            case '{':
                position++;
                return Nodes(level.Inner(Ending.Brace));
            case '}':
                return "";
            case '\\':
                var start = position;
                var command = CommandName();
                if (command == "end")
                {
                    position = start;
                    return "";
                }
                if (char.IsLetter(command[0]))
                {
                    Spaces();
                }
                var macro = command is "(" or ")" or "[" or "]" ? LatexMacros.Unknown : LatexMacros.Find(command);
                return Text(macro, null);
            case var c when IsText(c, Ending.Bracket) || c is '[' or ']':
                position++;
                return c.ToString();
            default:
                var ligature = new StringBuilder();
                Ligature(ligature);
                return ligature.ToString();
        }
    }

    private string Environment(string name, Level level)
    {
        var environment = LatexEnvironment.Named(name);
        var start = position;
        if (Arguments(environment.Arguments, level) is null)
        {
            position = start;
        }
        var table = environment.IsMatrix ? new LatexTable() : null;
        var inMaths = level.InMaths || environment.IsMaths;
        var inside = Nodes(new Level(Ending.Environment, level.Depth + 1, inMaths, name, table));
        if (table is null)
        {
            return environment.IsIndented ? Indented(Python.Strip(inside)) : inside;
        }
        var text = table.Text();
        failed |= text is null;
        return text ?? "";
    }

    private static string Indented(string text) =>
        "\n    " + text.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n";

    private string CommandName()
    {
        var start = ++position;
        if (!char.IsLetter(latex[position]))
        {
            position += Python.CharacterLength(latex, position);
        }
        while (char.IsLetter(latex[start]) && position < latex.Length && char.IsLetter(latex[position]))
        {
            position++;
        }
        return latex[start..position];
    }

    private string? EnvironmentName()
    {
        var at = position;
        while (at < latex.Length && Python.IsSpace(latex[at]))
        {
            at++;
        }
        if (at >= latex.Length || latex[at] != '{')
        {
            return null;
        }
        var start = ++at;
        while (at < latex.Length && (char.IsLetterOrDigit(latex[at]) || latex[at] is '_' or '*' or ' ' or '.' or '-'))
        {
            at++;
        }
        if (at == start || at >= latex.Length || latex[at] != '}')
        {
            return null;
        }
        position = at + 1;
        return latex[start..at];
    }

    private ReadOnlySpan<char> Spaces()
    {
        var start = position;
        while (position < latex.Length && Python.IsSpace(latex[position]))
        {
            position++;
        }
        return latex.AsSpan(start, position - start);
    }
}
