using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>
/// Characters with an accent, composed if Unicode has a composed form (the runtime composes only with its globalization
/// data).
/// </summary>
internal static class Accents
{
    public static string Put(string accent, string text)
    {
        var result = new StringBuilder(text.Length * 2);
        var compositions = Compositions(accent[0]);
        foreach (var rune in text.EnumerateRunes())
        {
            var character = rune.Value switch
            {
                'ı' => 'i',
                'ȷ' => 'j',
                < 128 => (char)rune.Value,
                _ => '\0',
            };
            var at = compositions.IndexOf(character);
            if (at >= 0 && character != '\0')
            {
                result.Append(compositions[at + 1]);
            }
            else if (character != '\0')
            {
                result.Append(character).Append(accent);
            }
            else
            {
                result.Append(rune.ToString()).Append(accent);
            }
        }
        return result.ToString();
    }

    /// <summary>Each letter followed by its composed form.</summary>
    private static string Compositions(char accent) =>
        accent switch
        {
            '\u0300' => "aàeèiìnǹoòuùwẁyỳAÀEÈIÌNǸOÒUÙWẀYỲ",
            '\u0301' => "aácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźAÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹ",
            '\u0302' => "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑAÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐ",
            '\u0303' => "aãeẽiĩnñoõuũvṽyỹAÃEẼIĨNÑOÕUŨVṼYỸ",
            '\u0304' => "aāeēgḡiīoōuūyȳAĀEĒGḠIĪOŌUŪYȲ",
            '\u0307' => "aȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzżAȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻ",
            '\u0308' => "aäeëhḧiïoötẗuüwẅxẍyÿAÄEËHḦIÏOÖUÜWẄXẌYŸ",
            '\u030c' => "aǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžAǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽ",
            _ => "",
        };
}
