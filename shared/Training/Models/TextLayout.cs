using Platform.Contracts;
using Platform.Inference;

namespace Platform.Training.Models;

/// <summary>
/// How problem and solution become one sequence: a prefix with the statement, then each step and a separator, at whose last
/// id the step is scored, then an end token (language models only). Every piece is tokenised separately.
/// </summary>
internal sealed class TextLayout
{
    /// <summary>Id that pads shorter rows; nothing attends to it.</summary>
    public const int Pad = 0;

    /// <summary>Models from scratch: id before the statement.</summary>
    public const int Begin = 1;

    /// <summary>Models from scratch: id between statement and solution.</summary>
    public const int Solution = 2;

    /// <summary>Models from scratch: id after the last step.</summary>
    public const int End = 3;

    /// <summary>Models from scratch: id of byte 0.</summary>
    public const int FirstByte = 4;

    /// <summary>Models from scratch: id of the line feed after a step.</summary>
    public const int LineFeed = FirstByte + '\n';

    /// <summary>Outcome models: class of a wrong solution.</summary>
    public const int Wrong = 0;

    /// <summary>Outcome models: class of a right solution.</summary>
    public const int Right = 1;

    private readonly Tokenizer _tokenizer;
    private readonly TokenizedPieces _prefix;

    /// <summary>The layout of models that are trained from scratch: begin, statement, solution, then steps with line feeds.</summary>
    public TextLayout(ManifestTokenizer manifest, Tokenizer tokenizer)
        : this(
            manifest,
            tokenizer,
            [new(null, [Begin]), new(SequenceTemplate.Statement, null), new(null, [Solution])],
            [LineFeed],
            [End]
        ) { }

    /// <summary>The layout of a base model.</summary>
    /// <param name="manifest">Its tokenizer.</param>
    /// <param name="tokenizer">The same, loaded.</param>
    /// <param name="prefix">Pieces before the first step.</param>
    /// <param name="separator">Ids after each step.</param>
    /// <param name="ends">Ids that end a solution; none for a base that does not write.</param>
    public TextLayout(
        ManifestTokenizer manifest,
        Tokenizer tokenizer,
        IReadOnlyList<TemplatePiece> prefix,
        IReadOnlyList<int> separator,
        IReadOnlyList<int> ends
    )
    {
        (Tokenizer, _tokenizer, Prefix, Separator, Ends) = (manifest, tokenizer, prefix, separator, ends);
        _prefix = new TokenizedPieces(prefix, SequenceTemplate.Statement, tokenizer);
    }

    public ManifestTokenizer Tokenizer { get; }

    /// <summary>Pieces before the first step.</summary>
    public IReadOnlyList<TemplatePiece> Prefix { get; }

    /// <summary>Ids after each step.</summary>
    public IReadOnlyList<int> Separator { get; }

    /// <summary>Ids that end a solution; the first one is learned.</summary>
    public IReadOnlyList<int> Ends { get; }

    /// <summary>The template of reward models.</summary>
    public ManifestTemplate Template =>
        new(Prefix, null, [new(SequenceTemplate.Step, null)], Separator, null, null, null);

    /// <summary>Models from scratch: number of ids.</summary>
    public int Vocabulary =>
        FirstByte + 256 + (Tokenizer.LargestNumber is { } largest ? largest + 1 : 0) + (Tokenizer.Pieces?.Count ?? 0);

    /// <summary>Models from scratch: id of the integer 0; null where no token is a number.</summary>
    public int? FirstNumber => Tokenizer.LargestNumber is null ? null : FirstByte + 256;

    public void Prompt(string statement, List<int> ids) => _prefix.Append(statement, ids);

    public void Step(string step, List<int> ids)
    {
        _tokenizer.Encode(step, ids);
        ids.AddRange(Separator);
    }

    public string Decode(IReadOnlyList<int> ids) => _tokenizer.Decode(ids);
}
