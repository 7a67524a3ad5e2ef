using System.Collections.Frozen;

namespace Platform.Grading.Prm800k;

/// <summary>
/// The commands that the reference's LaTeX reader (pylatexenc 2.10) knows, as far as answers use them. An unknown command
/// takes no arguments and leaves nothing behind.
/// </summary>
internal static class LatexMacros
{
    public static readonly LatexMacro Unknown = new("", MacroText.Nothing);

    private static readonly FrozenDictionary<string, LatexMacro> Known = Read();

    private static readonly FrozenDictionary<string, LatexMacro>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static LatexMacro Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var macro) ? macro : Unknown;

    private static FrozenDictionary<string, LatexMacro> Read()
    {
        var macros = new Dictionary<string, LatexMacro>();
        foreach (var (names, macro) in Grouped())
        {
            foreach (var name in names.Split(' '))
            {
                macros[name] = macro;
            }
        }
        foreach (var pair in LatexSymbols.All.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var name = pair[..^1];
            macros[name] = new LatexMacro("", MacroText.Symbol, pair[name.Length..]);
        }
        foreach (var (name, text) in LatexSymbols.Words)
        {
            macros[name] = new LatexMacro("", MacroText.Symbol, text);
        }
        macros["\\"] = new LatexMacro("*[", MacroText.Symbol, "\n");
        macros["vspace"] = new LatexMacro("*{", MacroText.Symbol, "\n");
        return macros.ToFrozenDictionary();
    }

    private static IEnumerable<(string Names, LatexMacro Macro)> Grouped() =>
        [
            ("mathrm emph textrm textit textbf textsc textsl text", new("{", MacroText.Arguments)),
            ("frac nicefrac", new("{{", MacroText.Fraction)),
            ("textfrac", new("", MacroText.Fraction)),
            ("sqrt", new("[{", MacroText.Root)),
            ("overline underline widehat widetilde wideparen overbrace underbrace", new("{", MacroText.Same)),
            ("overleftarrow overrightarrow overleftrightarrow underleftarrow", new("{", MacroText.Same)),
            ("underrightarrow underleftrightarrow overgroup undergroup", new("{", MacroText.Same)),
            ("overbracket underbracket overlinesegment underlinesegment", new("{", MacroText.Same)),
            ("overleftharpoon overrightharpoon", new("{", MacroText.Same)),
            ("textcolor colorbox", new("[{{", MacroText.LastArgument)),
            ("texorpdfstring", new("{{", MacroText.LastArgument)),
            ("mbox textmd textsf texttt textup label hypersetup keywords", new("{", MacroText.Nothing)),
            ("ensuremath bibliography input include", new("{", MacroText.Nothing)),
            ("hphantom vphantom xleftarrow xrightarrow color pagecolor", new("[{", MacroText.Nothing)),
            ("documentclass usepackage RequirePackage selectlanguage", new("[{", MacroText.Nothing)),
            ("setlength addlength setcounter addcounter", new("[{{", MacroText.Nothing)),
            ("DeclareMathOperator", new("*{{", MacroText.Nothing)),
            ("hspace", new("*{", MacroText.Nothing)),
            ("mathbf", new("{", MacroText.Letters, "bold")),
            ("mathit", new("{", MacroText.Letters, "italic")),
            ("mathsf", new("{", MacroText.Letters, "sans")),
            ("mathbb", new("{", MacroText.Letters, "doublestruck")),
            ("mathtt", new("{", MacroText.Letters, "monospace")),
            ("mathcal mathscr", new("{", MacroText.Letters, "script")),
            ("mathfrak", new("{", MacroText.Letters, "fraktur")),
            ("vec", new("{", MacroText.Accent, "\u20d7")),
            ("hat ^", new("{", MacroText.Accent, "\u0302")),
            ("=", new("{", MacroText.Accent, "\u0304")),
            ("bar", new("{", MacroText.Accent, "\u0305")),
            ("dot .", new("{", MacroText.Accent, "\u0307")),
            ("ddot \"", new("{", MacroText.Accent, "\u0308")),
            ("tilde ~", new("{", MacroText.Accent, "\u0303")),
            ("acute '", new("{", MacroText.Accent, "\u0301")),
            ("grave `", new("{", MacroText.Accent, "\u0300")),
            ("check v", new("{", MacroText.Accent, "\u030c")),
            ("breve u", new("{", MacroText.Accent, "\u0306")),
            ("not", new("{", MacroText.Accent, "\u0338")),
            ("c", new("{", MacroText.Accent, "\u0327")),
            ("H", new("{", MacroText.Accent, "\u030b")),
            ("k", new("{", MacroText.Accent, "\u0328")),
            ("b", new("{", MacroText.Accent, "\u0331")),
            ("d", new("{", MacroText.Accent, "\u0323")),
            ("r", new("{", MacroText.Accent, "\u030a")),
        ];
}

/// <summary>How a LaTeX command is written in plain text.</summary>
internal enum MacroText
{
    /// <summary>A fixed text.</summary>
    Symbol,

    /// <summary>The arguments, one after the other.</summary>
    Arguments,

    /// <summary>Its one argument.</summary>
    Same,

    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The last argument only.</summary>
    LastArgument,

    /// <summary><c>a/b</c>, with no brackets around either.</summary>
    Fraction,

    /// <summary><c>√(a)</c>; the index of a root is dropped.</summary>
    Root,

    /// <summary>The argument with a combining mark on every character.</summary>
    Accent,

    /// <summary>The argument in mathematical letters.</summary>
    Letters,
}

/// <summary>A LaTeX command: its arguments (<c>{</c> mandatory, <c>[</c> optional, <c>*</c> a star) and its text.</summary>
internal sealed record LatexMacro(string Arguments, MacroText Kind, string Text = "");
