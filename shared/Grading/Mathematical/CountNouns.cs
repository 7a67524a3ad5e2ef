using System.Collections.Frozen;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Things that are counted: "12 apples", "55 pieces of paper", "8 blue marbles". The noun is a plural; a word that is none
/// could mean anything ("5 squared", "5 north"), so it is not understood.
/// </summary>
internal static class CountNouns
{
    private static readonly FrozenSet<string> IrregularPlurals = MathWords.Set(
        "children men women people mice geese teeth dice oxen vertices indices matrices radii foci loci sheep fish deer "
            + "series species axes parabolas data digits students girls boys"
    );

    /// <summary>Words in the form of a plural that are no things, or not the ones that the number counts.</summary>
    private static readonly FrozenSet<string> NoNouns = MathWords.Set(
        "times less halves thirds quarters fourths fifths sixths sevenths eighths ninths tenths hundredths thousandths "
            + "millionths tens hundreds thousands millions billions trillions plus minus is was has does this as his its "
            + "perhaps always sometimes yes us thus others afterwards upwards downwards forwards backwards outwards inwards "
            + "towards clockwise ones negatives positives factorials percents else unless degrees mods powers roots means "
            + "equals gives makes leaves left right thrice yes plusses minuses errors besides instead across overseas "
            + "indoors outdoors works fails holds exists remains needs scores grosses suffices happens occurs sideways lengthwise"
    );

    /// <summary>Adjectives that do not tell things from others.</summary>
    private static readonly FrozenSet<string> Indifferent = MathWords.Set(
        "different distinct possible total whole full such"
    );

    private static readonly FrozenSet<string> Adjectives = MathWords.Set(
        "red blue green yellow black white orange purple pink brown gray grey "
            + "big small large little new old ordered unordered equal real integer positive negative prime odd even "
            + "complex distinguishable square cubic regular first-year daily weekly monthly yearly fluid "
            + "solution lattice sample data grade school"
    );

    private static readonly FrozenSet<string> Measures = MathWords.Set(
        "个 只 本 页 角 张 支 枝 棵 辆 件 名 头 颗 双 瓶 杯 朵 层 道 题 箱 袋 盒 组 排 圈 岁 条 根 把 位 次 种 台 艘 篇 首 粒 滴 面 串 筐 桶 份 "
            + "对 匹 架 座 间 户 班 队 步 袋子 个人 名学生 人次 平方 立方"
    );

    /// <summary>The counted thing as a unit; null if the words name none.</summary>
    public static Unit? Find(ReadOnlySpan<string> words)
    {
        var head = -1;
        for (var i = 0; i < words.Length && head < 0; i++)
        {
            if (Measures.Contains(words[i]) && words.Length == 1)
            {
                return Unit.Base(words[i]);
            }
            if (IsPlural(words[i]))
            {
                head = i;
            }
            else if (!Adjectives.Contains(words[i]) && !Indifferent.Contains(words[i]))
            {
                return null;
            }
        }
        if (head < 0)
        {
            return null;
        }
        var rest = words[(head + 1)..];
        const int LongestComplement = 3;
        if (rest.Length > 0 && (rest[0] != "of" || rest.Length is 1 or > LongestComplement))
        {
            return null;
        }
        foreach (var word in rest)
        {
            if (MathWords.IsTurning(word) || NoNouns.Contains(word))
            {
                return null;
            }
        }
        var name = words.ToArray().Select((word, i) => i == head ? Singular(word) : word);
        return Unit.Base(string.Join('_', name.Where(word => !Indifferent.Contains(word))));
    }

    public static string Singular(string noun) =>
        noun.EndsWith("ies", StringComparison.Ordinal) && noun.Length > 4 ? noun[..^3] + "y"
        : noun.EndsWith('s') ? noun[..^1]
        : noun;

    private static bool IsPlural(string word) =>
        IrregularPlurals.Contains(word)
        || (
            word.Length > 3
            && word[^1] == 's'
            && word[^2] is not ('s' or 'u' or 'i' or '\'')
            && !NoNouns.Contains(word)
            && !MathWords.IsTurning(word)
            && !word.EndsWith("wards", StringComparison.Ordinal)
        );
}
