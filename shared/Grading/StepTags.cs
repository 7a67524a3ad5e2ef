using System.Text.RegularExpressions;

namespace Platform.Grading;

/// <summary>
/// Marks that formats of step-labelled data and chat templates put between and behind the steps. They are no part of an
/// answer.
/// </summary>
internal static partial class StepTags
{
    /// <summary>Replaces every tag by a line break: what is before it and what is after it belong to different steps.</summary>
    public static string Replace(string text) => text.AsSpan().ContainsAny('<', 'к') ? Tag().Replace(text, "\n") : text;

    /// <summary>Without the label <c>+</c> or <c>-</c> that Math-Shepherd's labelled format puts behind a step.</summary>
    public static ReadOnlySpan<char> WithoutLabel(ReadOnlySpan<char> answer)
    {
        answer = answer.Trim();
        return answer is "+" or "-" ? []
            : answer.Length > 2 && answer[^1] is '+' or '-' && char.IsWhiteSpace(answer[^2]) ? answer[..^1].TrimEnd()
            : answer;
    }

    // ки (Math-Shepherd), <step>, <extra_0> (Qwen2.5-Math-PRM), <|im_end|> and other special tokens of chat templates.
    [GeneratedRegex(
        @"(?<!\p{L})ки(?!\p{L})|</?step[ _]?\d{0,3}>|<extra_\d{1,3}>|<\|[a-z_]{3,40}\|>|</s>|<eos>|<end_of_turn>",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Tag();
}
