using Platform.Contracts;
using Platform.Inference;

namespace Platform.Training.Models;

/// <summary>
/// How problem and solution become one sequence in all models that are trained here: begin, statement, solution, then each
/// step and a line feed, then end (language models only).
/// </summary>
internal sealed class TextLayout(ManifestTokenizer manifest, Tokenizer tokenizer)
{
    /// <summary>Id that pads shorter rows.</summary>
    public const int Pad = 0;

    /// <summary>Id before the statement.</summary>
    public const int Begin = 1;

    /// <summary>Id between statement and solution.</summary>
    public const int Solution = 2;

    /// <summary>Id after the last step.</summary>
    public const int End = 3;

    /// <summary>Id of byte 0.</summary>
    public const int FirstByte = 4;

    /// <summary>Id of the line feed after a step, where the step is scored.</summary>
    public const int LineFeed = FirstByte + '\n';

    /// <summary>Outcome models: class of a wrong solution.</summary>
    public const int Wrong = 0;

    /// <summary>Outcome models: class of a right solution.</summary>
    public const int Right = 1;

    public ManifestTokenizer Tokenizer => manifest;

    /// <summary>Number of ids.</summary>
    public int Vocabulary =>
        FirstByte + 256 + (manifest.LargestNumber is { } largest ? largest + 1 : 0) + (manifest.Pieces?.Count ?? 0);

    /// <summary>Id of the integer 0; null where no token is a number.</summary>
    public int? FirstNumber => manifest.LargestNumber is null ? null : FirstByte + 256;

    public void Prompt(string statement, List<int> ids)
    {
        ids.Add(Begin);
        tokenizer.Encode(statement, ids);
        ids.Add(Solution);
    }

    public void Step(string step, List<int> ids)
    {
        tokenizer.Encode(step, ids);
        ids.Add(LineFeed);
    }
}
